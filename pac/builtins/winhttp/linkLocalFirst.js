// Before sortIpAddressList: IPv6 addresses of the link come first (documented by Microsoft's example alone). Not a PAC function.
machine.linkLocalFirst = true
