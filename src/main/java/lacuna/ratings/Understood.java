// What the readers made of the input, for the console, run.json and whoever resumes a run.
package lacuna.ratings;

import java.util.List;
import java.util.Map;

/**
 * What was understood of an input.
 *
 * @param sources the ratings, and the test ratings where they were given
 * @param ratings ratings read, duplicates included, test ratings given by a path excluded
 * @param testRatings ratings read from a given test path, duplicates included; 0 without one
 * @param duplicatePairs pairs of user and item that stood more than once
 * @param duplicateRatings ratings beyond the first of each such pair
 * @param commonPairs pairs that stood in the ratings and in the given test ratings; they are tested
 *     on and left out of training
 * @param fingerprint 32 hex digits over (user, item, rating, weight) of all ratings as used, in any
 *     order
 * @param splitFingerprint the same with the part each rating fell in
 * @param warnings one line each, in the order found
 * @param badRecords records put into quarantine, in the order of files and lines
 */
public record Understood(
    List<Source> sources,
    long ratings,
    long testRatings,
    long duplicatePairs,
    long duplicateRatings,
    long commonPairs,
    String fingerprint,
    String splitFingerprint,
    List<String> warnings,
    List<BadRecord> badRecords) {

  /**
   * One path as given, and what it was found to be.
   *
   * @param path as given
   * @param files how many files it stood for
   * @param bytes their size together
   * @param format the format's name
   * @param details in the order to show them: separator, header, columns, shape …
   */
  public record Source(
      String path, int files, long bytes, String format, Map<String, String> details) {}
}
