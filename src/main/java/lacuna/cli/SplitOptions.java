// Options of what is held out. Part of `run`; completes the RatingsRequest.
package lacuna.cli;

import lacuna.UsageException;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.SplitRule;
import picocli.CommandLine.Option;

/** How the test part is cut out of the ratings, and the validation part out of the rest. */
final class SplitOptions {
  private static final String FRACTION = "--test-fraction";

  @Option(
      names = "--test",
      paramLabel = "PATH",
      description = "Test ratings, read like the others, in place of a part that is held out.")
  private String test;

  @Option(
      names = FRACTION,
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Share held out; one in ten tells methods apart on 100,000 ratings.")
  private double testFraction;

  @Option(
      names = "--split",
      paramLabel = "random|latest|user",
      defaultValue = "random",
      description =
          "Hold out by a hash of seed, user and item; each user's last by time; or whole users.")
  private SplitRule split;

  @Option(
      names = "--validation-fraction",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Share of the training ratings that makes choices, so that the test part makes none.")
  private double validationFraction;

  /**
   * Adds what these options say to a request.
   *
   * @param given tells which options were given with a value other than the default
   * @throws UsageException if they contradict each other
   */
  void complete(RatingsRequest.Builder request, Given given) {
    if (test != null && given.has(FRACTION) && testFraction > 0) {
      throw new UsageException(
          "--test " + test + " and --test-fraction " + testFraction + " are given; give one");
    }
    request
        .test(test)
        .testFraction(test == null ? testFraction : 0)
        .split(split)
        .validationFraction(validationFraction);
  }

  /** Whether nothing is held out. */
  boolean withoutTest() {
    return test == null && testFraction == 0;
  }

  /** Whether nothing is cut off for validation. */
  boolean withoutValidation() {
    return validationFraction == 0;
  }
}
