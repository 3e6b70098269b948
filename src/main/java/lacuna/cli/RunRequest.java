// What a run is to do, once its options have been read and found to agree.
package lacuna.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lacuna.checkpoints.Job;
import lacuna.evaluation.Clip;
import lacuna.evaluation.QualityGate;
import lacuna.evaluation.RankingRule;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Workers;
import lacuna.output.Predict;
import lacuna.ratings.Features;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.SideFeatures;
import lacuna.ratings.Understood;

/**
 * A checked request.
 *
 * @param ratings what to read and how to split it
 * @param titles file of titles, where one is given
 * @param features files of features, at most two
 * @param settings of all methods
 * @param methods their names, the primary first
 * @param clip range of predictions; empty for that of the training ratings
 * @param ranking how the lists that methods would recommend are judged
 * @param workers what was asked for
 * @param predict cells to write predictions for
 * @param gate what the comparison must reach to be published; empty for anything
 * @param output where the result goes
 * @param overwrite whether an earlier result there gives way
 * @param resume whether it goes on from the checkpoints of a run that did not end
 * @param checkpointInterval epochs from one checkpoint to the next, 0 for time to decide
 * @param options every option with its value in effect, null where that is found out, for the
 *     record
 */
record RunRequest(
    RatingsRequest ratings,
    Optional<String> titles,
    List<String> features,
    Settings settings,
    List<String> methods,
    Optional<Clip> clip,
    RankingRule ranking,
    Workers.Request workers,
    Predict predict,
    Optional<QualityGate> gate,
    String output,
    boolean overwrite,
    boolean resume,
    int checkpointInterval,
    Map<String, Object> options) {

  /** Options that no result depends on, and paths, whose content has a fingerprint. */
  private static final Set<String> NO_MATTER =
      Set.of(
          "ratings",
          "test",
          "mask",
          "titles",
          "user-features",
          "item-features",
          "output",
          "overwrite",
          "resume",
          "config",
          "workers",
          "threads",
          "checkpoint-interval");

  /** What checkpoints of this run are for. */
  Job job(Understood data, SideFeatures known) {
    Map<String, String> entries = new LinkedHashMap<>();
    options.forEach(
        (name, value) -> {
          if (!NO_MATTER.contains(name)) {
            entries.put("--" + name, value == null ? "" : value.toString());
          }
        });
    entries.put("fingerprint of the ratings", data.fingerprint());
    entries.put("fingerprint of the split", data.splitFingerprint());
    fingerprint(entries, "user", known.users());
    fingerprint(entries, "item", known.items());
    entries.put("version of Lacuna", Versions.lacuna());
    return new Job(entries);
  }

  private static void fingerprint(Map<String, String> entries, String side, Features features) {
    if (features != null) {
      entries.put("fingerprint of the " + side + " features", features.fingerprint());
    }
  }

  /** Paths that the run reads. */
  List<String> inputs() {
    List<String> inputs = new ArrayList<>(ratings.paths());
    ratings.test().ifPresent(inputs::add);
    ratings.mask().ifPresent(inputs::add);
    titles.ifPresent(inputs::add);
    inputs.addAll(features);
    return inputs;
  }
}
