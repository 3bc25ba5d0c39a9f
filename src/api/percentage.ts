/** A whole number or percentage as a string, as in `3` or `10%`: some hosts hand over nothing but strings. */
export const COUNT_OR_PERCENTAGE_PATTERN = '^(?:[0-9]{1,9}|(?:100|[0-9]{1,2})%)$';
