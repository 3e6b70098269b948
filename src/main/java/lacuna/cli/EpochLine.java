// One epoch of a training as a line of the console; pure.
package lacuna.cli;

import java.util.Locale;
import lacuna.factorisation.EpochRecord;
import lacuna.factorisation.EpochRecord.Phase;

/** Lays out an epoch so that the figures of successive lines stand below each other. */
final class EpochLine {
  private EpochLine() {}

  /**
   * The line.
   *
   * @param method the method's name
   * @param epoch what is known of the epoch; figures that are NaN are left out
   * @param planned epochs that this training may take
   * @param secondsLeft until then, NaN where nobody knows
   */
  static String of(String method, EpochRecord epoch, int planned, double secondsLeft) {
    StringBuilder line = new StringBuilder();
    int width = Integer.toString(planned).length();
    line.append(String.format(Locale.ROOT, "%-10s%-6s ", method, phase(epoch.phase())));
    line.append(String.format(Locale.ROOT, "%" + width + "d/%d", epoch.epoch(), planned));
    figure(line, "train", epoch.trainRmse());
    if (epoch.phase() == Phase.SEARCH) {
      figure(line, "valid", epoch.validationRmse()); // the test part has no say in it
    } else {
      figure(line, "test", epoch.testRmse());
    }
    if (epoch.seconds() > 0 && epoch.trainCount() > 0) {
      line.append(String.format(Locale.ROOT, "%10s", Figures.rate(epoch.ratingsPerSecond())));
    }
    if (secondsLeft > 0) {
      line.append("  ").append(Figures.duration(secondsLeft)).append(" left");
    }
    return line.toString();
  }

  private static void figure(StringBuilder line, String name, double rmse) {
    if (!Double.isNaN(rmse)) {
      line.append("  ").append(name).append(' ').append(Figures.error(rmse));
    }
  }

  private static String phase(Phase phase) {
    return phase == Phase.SEARCH ? "search" : "final";
  }
}
