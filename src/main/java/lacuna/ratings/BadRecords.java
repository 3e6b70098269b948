// What to do with records that can't be used: part of a RatingsRequest.
package lacuna.ratings;

/** What becomes of a record that can't be read. */
public enum BadRecords {
  /** The job stops at the first, with its file, line, text and reason. */
  FAIL,
  /** The record is left out and kept to be written beside the result, up to a number of them. */
  QUARANTINE
}
