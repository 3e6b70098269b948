// The page of `bench`: who reached which error when, lap by lap.
package lacuna.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import lacuna.race.Lap;
import lacuna.race.Race;
import lacuna.race.Standing;
import lacuna.report.Chart.Axis;
import lacuna.report.Chart.Series;
import lacuna.report.Figure.Table;

/** Turns a race into a page. Pure. */
public final class RacePage {
  private static final List<String> METHODS = List.of(Lap.SGD, Lap.ALS);
  private static final double MEGABYTE = 1e6;

  private RacePage() {}

  /**
   * The page.
   *
   * @param settings by the names of their options
   * @param versions what ran it, in one line
   */
  public static Page of(Race race, Map<String, Object> settings, String versions) {
    return new Page(
        "Lacuna · a race of sgd and MLlib's ALS",
        headline(race),
        standfirst(race),
        List.of(
            new Section("Where they stand", List.of(), List.of(standings(race))),
            new Section(
                "Lap by lap",
                List.of(
                    "Both train by turns in one session, on the same cached table of whole-numbered"
                        + " ids; who begins alternates. The clock runs from that table to the model:"
                        + " indexing, blocking and the held-out error of every epoch are in it. The"
                        + " first laps pay for Java's compiler."),
                List.of(toTarget(race), whole(race), laps(race))),
            new Section(
                "The race", List.of(), List.of(counts(race), RecordFigures.settings(settings)))),
        List.of("Made by " + versions + "."));
  }

  private static String headline(Race race) {
    double times = race.speedUp();
    return Double.isNaN(times)
        ? "sgd did not reach the error of ALS in every lap"
        : times >= 1
            ? "sgd is at the error of ALS " + Texts.fixed(times, 1) + " times as fast"
            : "sgd takes " + Texts.fixed(1 / times, 1) + " times as long to the error of ALS";
  }

  private static List<String> standfirst(Race race) {
    return List.of(
        String.format(
            Locale.ROOT,
            "%s ratings of %s items by %s users were learnt from, and %s held out. ALS ended with a"
                + " held-out RMSE of %s at best: that is the mark. Seconds are medians of %d laps.",
            Texts.count(race.trained()),
            Texts.count(race.items()),
            Texts.count(race.users()),
            Texts.count(race.heldOut()),
            Texts.error(race.target()),
            race.laps().size() / METHODS.size()));
  }

  private static Figure standings(Race race) {
    List<List<String>> rows = new ArrayList<>();
    for (String method : METHODS) {
      Standing at = race.standing(method);
      rows.add(
          List.of(
              method,
              Texts.fixed(at.targetSeconds(), 2),
              Texts.fixed(at.leastTargetSeconds(), 2),
              Texts.fixed(at.greatestTargetSeconds(), 2),
              Texts.fixed(at.seconds(), 2),
              Texts.error(at.heldOutRmse()),
              Texts.fixed(at.updatesPerSecond() / 1e6, 2),
              Texts.fixed(at.cores(), 1),
              Texts.fixed(at.cachedBytes() / MEGABYTE, 1)));
    }
    return new Figure(
        "standings",
        "Medians of all laps",
        "Seconds to the mark with the least and the most of them, seconds of a whole training, its"
            + " held-out RMSE, millions of ratings taken a second, processor seconds a second, and"
            + " megabytes in Spark's cache beside the table.",
        null,
        Table.of(
            List.of(
                "method",
                "to the mark, s",
                "least",
                "most",
                "whole, s",
                "held-out RMSE",
                "M ratings/s",
                "cores",
                "cached, MB"),
            rows));
  }

  private static List<Lap> of(Race race, String method) {
    return race.laps().stream().filter(lap -> lap.method().equals(method)).toList();
  }

  private static Figure toTarget(Race race) {
    return figure(
        race,
        "to-mark",
        "Seconds to the mark",
        "Until the held-out error was that of ALS or less; a lap that never got there has no bar.",
        method -> of(race, method).stream().mapToDouble(Lap::targetSeconds).toArray());
  }

  private static Figure whole(Race race) {
    return figure(
        race,
        "whole",
        "Seconds of a whole training",
        "Which goes on behind the mark.",
        method -> of(race, method).stream().mapToDouble(Lap::seconds).toArray());
  }

  private static Figure figure(
      Race race,
      String id,
      String heading,
      String caption,
      java.util.function.Function<String, double[]> seconds) {
    int count = race.laps().size() / METHODS.size();
    List<String> numbers = IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    List<Series> series = new ArrayList<>();
    for (String method : METHODS) {
      series.add(new Series(method, null, seconds.apply(method), null, false));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      List<String> row = new ArrayList<>(List.of(numbers.get(k)));
      for (Series one : series) {
        row.add(Texts.fixed(one.y()[k], 2));
      }
      rows.add(row);
    }
    return new Figure(
        id,
        heading,
        caption,
        Chart.bars(Axis.of("lap"), Axis.of("seconds"), numbers, series),
        Table.of(List.of("lap", Lap.SGD, Lap.ALS), rows));
  }

  private static Figure laps(Race race) {
    List<List<String>> rows = new ArrayList<>();
    for (Lap lap : race.laps()) {
      rows.add(
          List.of(
              lap.repetition() + " " + lap.method(),
              Texts.error(lap.heldOutRmse()),
              lap.targetEpochs() == 0 ? "–" : Integer.toString(lap.targetEpochs()),
              Texts.fixed(lap.targetSeconds(), 2),
              Texts.fixed(lap.setupSeconds(), 2),
              Texts.fixed(lap.seconds(), 2)));
    }
    return new Figure(
        "laps",
        "Every lap",
        "In the order in which they were run. Setting up is indexing and blocking, which the fit of"
            + " ALS does not tell.",
        null,
        Table.of(
            List.of("lap", "held-out RMSE", "epochs to the mark", "seconds", "set up", "whole"),
            rows));
  }

  private static Figure counts(Race race) {
    return new Figure(
        "counts",
        "The ratings",
        "Held-out ratings are those whose user and item have training ratings: ALS predicts no"
            + " others.",
        null,
        Table.of(
            List.of("count", "number"),
            List.of(
                List.of("users", Texts.count(race.users())),
                List.of("items", Texts.count(race.items())),
                List.of("training ratings", Texts.count(race.trained())),
                List.of("held-out ratings", Texts.count(race.heldOut())))));
  }
}
