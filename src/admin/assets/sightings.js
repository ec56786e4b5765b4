// Keeps the page of sightings up to date, and opens stories in place. Without it the links lead to the same.
