// How the lists of each method did, as lines of the console; pure. Under ResultTable.
package lacuna.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import lacuna.cli.TextTable.Align;
import lacuna.evaluation.MethodResult;
import lacuna.evaluation.RankingScore;

/** A row for each method whose lists were judged. */
final class RankingTable {
  private static final List<String> METRICS =
      List.of("precision", "recall", "NDCG", "MAP", "items listed");

  private RankingTable() {}

  /** The table with a blank line and a heading above it; empty where no lists were judged. */
  static List<String> of(List<MethodResult> methods) {
    List<MethodResult> judged =
        methods.stream().filter(method -> method.ranking().isPresent()).toList();
    if (judged.isEmpty()) {
      return List.of();
    }
    RankingScore common = judged.get(0).ranking().orElseThrow();
    List<String> headings = new ArrayList<>(List.of("method"));
    headings.addAll(METRICS);
    List<Align> aligns = new ArrayList<>(List.of(Align.LEFT));
    aligns.addAll(Collections.nCopies(METRICS.size(), Align.RIGHT));
    TextTable table = new TextTable(headings, aligns);
    judged.forEach(method -> table.add(row(method.method(), method.ranking().orElseThrow())));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "Lists of "
            + common.top()
            + " unseen items for "
            + Figures.count(common.users(), "user", "users")
            + "; a hit is a held-out rating from "
            + Figures.plain(common.relevantFrom()));
    lines.addAll(table.lines());
    return lines;
  }

  private static List<String> row(String method, RankingScore score) {
    return List.of(
        method,
        figure(score.precision()),
        figure(score.recall()),
        figure(score.ndcg()),
        figure(score.map()),
        String.format(Locale.ROOT, "%.1f %%", 100 * score.itemCoverage()));
  }

  /** Four decimals for all: figures of lists are shares, and compared across columns. */
  private static String figure(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }
}
