// Options of the sampler, bayes. Part of `run`.
package lacuna.cli;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import lacuna.UsageException;
import lacuna.evaluation.Methods;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.BayesSettings.Noise;
import lacuna.factorisation.BayesSettings.Side;
import lacuna.factorisation.SettingsBuilder;
import lacuna.ratings.ColumnNames.Role;
import lacuna.ratings.Features;
import lacuna.ratings.InputException;
import lacuna.ratings.SideFeatures;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** How long bayes samples, and what it knows beside the ratings. */
final class SamplingOptions {
  private static final String BURN_IN = "--bayes-burn-in";
  private static final String SIDE = "--side";
  private static final String USERS = "--user-features";
  private static final String ITEMS = "--item-features";

  @Option(
      names = "--bayes-sweeps",
      paramLabel = "N",
      defaultValue = "500",
      description = "Sweeps of bayes, burn-in included; more of them still gain a little.")
  private int sweeps;

  @Option(
      names = BURN_IN,
      paramLabel = "N",
      defaultValue = "100",
      description =
          "First sweeps, whose samples are left out; at most half of the sweeps, unless given.")
  private int burnIn;

  @Option(
      names = SIDE,
      paramLabel = "pattern|features|both|none",
      defaultValue = "pattern",
      description =
          "What bayes goes by beside ratings: who rated what is pattern; with features, both.")
  private Side side;

  @Option(
      names = USERS,
      paramLabel = "FILE",
      description =
          "What is known of users: columns of numbers, words or a|b tags; or lines of id, name, value.")
  private String userFeatures;

  @Option(
      names = ITEMS,
      paramLabel = "FILE",
      description =
          "The same of items, such as genres in movies.csv; of those too that nobody has rated yet.")
  private String itemFeatures;

  @Option(
      names = "--bayes-side-every",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Sweeps from one draw of the side information's weights to the next, for its cost.")
  private int every;

  @Option(
      names = "--bayes-tolerance",
      paramLabel = "R",
      defaultValue = "0.0001",
      description =
          "Relative residual of those weights; a smaller one takes longer and gains nothing.")
  private double tolerance;

  @Option(
      names = "--bayes-samples-kept",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "Samples in the model, for cells that nobody has rated; its size grows with them.")
  private int kept;

  @Option(
      names = "--bayes-noise",
      paramLabel = "student|normal",
      defaultValue = "student",
      description =
          "Law of ratings about their predictions; student has tails as heavy as they show, down to"
              + " none.")
  private Noise noise;

  /**
   * Adds what these options say to settings.
   *
   * @param methods that are compared
   * @param given tells which options were given with a value other than the default
   * @throws UsageException if features are given that nothing takes, or asked for and not given
   */
  void complete(SettingsBuilder settings, List<String> methods, Given given) {
    int first = given.has(BURN_IN) ? burnIn : Math.min(burnIn, sweeps / 2);
    Side used = files().isEmpty() || given.has(SIDE) ? side : Side.BOTH;
    checkFeatures(used, methods);
    settings.bayes(new BayesSettings(sweeps, first, used, every, tolerance, kept, noise));
  }

  private void checkFeatures(Side used, List<String> methods) {
    if (used.features() && files().isEmpty()) {
      throw new UsageException(
          SIDE
              + " "
              + word(used)
              + " needs features; give "
              + USERS
              + " FILE or "
              + ITEMS
              + " FILE");
    }
    String option = userFeatures == null ? ITEMS : USERS;
    if (!files().isEmpty() && !methods.contains(Methods.BAYES)) {
      throw new UsageException(
          option
              + " "
              + files().get(0)
              + " is for bayes, and --methods "
              + String.join(",", methods)
              + " does not name it; add bayes, or leave the file out");
    }
    if (!files().isEmpty() && !used.features()) {
      throw new UsageException(
          option
              + " "
              + files().get(0)
              + " is of no use with "
              + SIDE
              + " "
              + word(used)
              + "; give "
              + SIDE
              + " both or features, or leave the file out");
    }
  }

  private static String word(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  /** The files of features, at most two. */
  List<String> files() {
    return Stream.of(userFeatures, itemFeatures).filter(Objects::nonNull).toList();
  }

  /**
   * Reads the files of features.
   *
   * @throws InputException if one is not there or can't be used
   */
  SideFeatures read(Configuration hadoop) {
    return new SideFeatures(
        userFeatures == null ? null : Features.read(hadoop, USERS, userFeatures, Role.USER),
        itemFeatures == null ? null : Features.read(hadoop, ITEMS, itemFeatures, Role.ITEM));
  }
}
