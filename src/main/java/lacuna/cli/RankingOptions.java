// Options of the lists that methods would recommend. Part of `run`.
package lacuna.cli;

import lacuna.evaluation.RankingRule;
import picocli.CommandLine.Option;

/** Whose lists are judged, how long they are, and what counts as a hit. */
final class RankingOptions {
  @Option(
      names = "--ranking-top",
      paramLabel = "N",
      defaultValue = "10",
      description = "Length of the lists whose precision and recall are compared; 0 makes none.")
  private int top;

  @Option(
      names = "--ranking-users",
      paramLabel = "N",
      defaultValue = Words.AUTO,
      converter = Words.OpenCount.class,
      description =
          "Users that lists are made for; auto is as many as cost a few per cent of a run.")
  private Integer users;

  @Option(
      names = "--relevant-from",
      paramLabel = "RATING",
      defaultValue = Words.AUTO,
      converter = Words.OpenNumber.class,
      description =
          "Held-out ratings that count as hits; auto is 3/4 up their range, as 4 of 5 stars is.")
  private Double relevantFrom;

  /** What was asked for. */
  RankingRule rule() {
    return new RankingRule(top, users == null ? 0 : users, Words.orNaN(relevantFrom));
  }
}
