// Writes run.json: what was run on what, by what, how long it took and what came out.
package lacuna.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lacuna.evaluation.Calibration;
import lacuna.evaluation.Clip;
import lacuna.evaluation.ComparisonResult;
import lacuna.evaluation.MethodResult;
import lacuna.evaluation.QualityGate.Verdict;
import lacuna.evaluation.RankingScore;
import lacuna.evaluation.RmseDifference;
import lacuna.evaluation.Score;
import lacuna.factorisation.Scale;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Workers;
import lacuna.kernels.Kernels;
import lacuna.ratings.RatingTable;
import lacuna.ratings.Understood;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.sql.SparkSession;

/** The record of a run as one JSON object. Figures that do not exist are null. */
final class RunRecord {
  /** The field by which a record is known as Lacuna's; its value is the version. */
  static final String MARK = "lacuna";

  /** Name of its file. */
  static final String FILE = "run.json";

  private RunRecord() {}

  /** Lacuna's version; {@code development} outside its jar. */
  static String version() {
    String version = RunRecord.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  static void write(
      SparkSession session,
      FileSystem fs,
      Path directory,
      ComparisonResult result,
      RunOutput.Request request,
      Map<String, Double> writing)
      throws IOException {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put(MARK, version());
    record.put("command", request.command());
    record.put("started", request.started().toString());
    record.put("finished", Instant.now().toString());
    record.put("settings", finite(request.options()));
    record.put("resolved", resolved(result));
    record.put("data", data(result.ratings().table().understood()));
    record.put("counts", counts(result));
    record.put("versions", versions(session));
    record.put("kernel", Kernels.best().name());
    record.put("kernelAdvice", Kernels.advice());
    record.put("grid", grid(result));
    record.put("workers", workers(session, result.data().workers()));
    Map<String, Double> timings = new LinkedHashMap<>(request.timings());
    timings.putAll(result.timings());
    timings.putAll(writing);
    record.put("timings", timings);
    record.put("primary", result.primary().method());
    record.put("factorHash", result.primary().factorHash().orElse(null));
    record.put("published", !request.rejected());
    record.put("require", request.verdicts().stream().map(RunRecord::verdict).toList());
    record.put("methods", result.methods().stream().map(RunRecord::method).toList());
    try (OutputStream out = fs.create(new Path(directory, FILE), true)) {
      out.write(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(record));
      out.write('\n');
    }
  }

  static Map<String, Object> finite(Map<String, ?> options) {
    Map<String, Object> finite = new LinkedHashMap<>();
    options.forEach((name, value) -> finite.put(name, finite(value)));
    return finite;
  }

  /** JSON has no NaN and no infinity. */
  private static Object finite(Object value) {
    return value instanceof Double number && !Double.isFinite(number)
            || value instanceof Float single && !Float.isFinite(single)
        ? null
        : value;
  }

  /** The values that open settings came to mean on these ratings. */
  private static Map<String, Object> resolved(ComparisonResult result) {
    Settings settings = result.settings();
    Scale scale = Scale.of(settings, result.data().statistics());
    Clip clip = result.clip();
    Map<String, Object> resolved = new LinkedHashMap<>();
    resolved.put("rank", settings.rank());
    resolved.put("seed", settings.seed());
    resolved.put("lambdaUser", scale.lambdaUser());
    resolved.put("lambdaItem", scale.lambdaItem());
    resolved.put("lambdaBias", scale.lambdaBias());
    resolved.put("stepSize", scale.step());
    resolved.put("biasStepSize", scale.biasStep());
    resolved.put("initSize", scale.initSize());
    resolved.put("range", clip.none() ? null : List.of(clip.least(), clip.greatest()));
    return resolved;
  }

  static Map<String, Object> data(Understood understood) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("fingerprint", understood.fingerprint());
    data.put("splitFingerprint", understood.splitFingerprint());
    List<Map<String, Object>> sources = new ArrayList<>();
    for (Understood.Source source : understood.sources()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("path", source.path());
      entry.put("files", source.files());
      entry.put("bytes", source.bytes());
      entry.put("format", source.format());
      entry.put("details", source.details());
      sources.add(entry);
    }
    data.put("sources", sources);
    data.put("warnings", understood.warnings());
    return data;
  }

  private static Map<String, Object> counts(ComparisonResult result) {
    RatingTable table = result.ratings().table();
    Understood understood = table.understood();
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("users", table.users().size());
    counts.put("items", table.items().size());
    counts.put("trainedUsers", result.ratings().grid().users().trained());
    counts.put("trainedItems", result.ratings().grid().items().trained());
    counts.put("ratings", table.count());
    counts.put("train", result.data().statistics().train());
    counts.put("test", table.test());
    counts.put("validation", table.validation());
    counts.put("searchTrain", table.train());
    counts.put("read", understood.ratings() + understood.testRatings());
    counts.put("duplicatePairs", understood.duplicatePairs());
    counts.put("duplicateRatings", understood.duplicateRatings());
    counts.put("commonPairs", understood.commonPairs());
    counts.put("badRecords", understood.badRecords().size());
    return counts;
  }

  static Map<String, Object> versions(SparkSession session) {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("lacuna", version());
    versions.put("spark", session.version());
    versions.put("hadoop", VersionInfo.getVersion());
    versions.put("scala", scala.util.Properties.versionNumberString());
    versions.put("java", Runtime.version().toString());
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }

  private static Map<String, Object> grid(ComparisonResult result) {
    Map<String, Object> grid = new LinkedHashMap<>();
    grid.put("users", result.ratings().grid().users().stripes());
    grid.put("items", result.ratings().grid().items().stripes());
    return grid;
  }

  private static Map<String, Object> workers(SparkSession session, Workers used) {
    Map<String, Object> workers = new LinkedHashMap<>();
    workers.put("count", used.count());
    workers.put("threads", used.threads());
    workers.put("note", used.note());
    workers.put("master", session.sparkContext().master());
    return workers;
  }

  private static Map<String, Object> method(MethodResult result) {
    Map<String, Object> method = new LinkedHashMap<>();
    method.put("method", result.method());
    method.put("status", result.status().name().toLowerCase(Locale.ROOT));
    method.put("note", result.note());
    method.put("epochs", result.epochs());
    method.put("seconds", result.seconds());
    method.put("train", score(result.train()));
    if (result.validation().isPresent()) {
      method.put("validation", score(result.validation()));
    }
    method.put("test", score(result.test()));
    method.put("ranking", result.ranking().map(RunRecord::ranking).orElse(null));
    method.put("differenceToPrimary", result.difference().map(RunRecord::difference).orElse(null));
    if (!result.calibration().isEmpty()) {
      method.put("calibration", result.calibration().stream().map(RunRecord::calibration).toList());
    }
    if (!result.convergence().isEmpty()) {
      method.put("rHat", finite(result.convergence()));
    }
    method.put("factorHash", result.factorHash().orElse(null));
    return method;
  }

  private static Map<String, Object> verdict(Verdict verdict) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("condition", verdict.condition());
    figures.put("value", finite(verdict.value()));
    figures.put("bound", finite(verdict.bound()));
    figures.put("met", verdict.met());
    return figures;
  }

  private static Map<String, Object> score(Optional<Score> score) {
    if (score.isEmpty()) {
      return null;
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("count", score.get().errors().count());
    figures.put("sse", finite(score.get().errors().sse()));
    figures.put("rmse", finite(score.get().errors().rmse()));
    figures.put("mae", finite(score.get().errors().mae()));
    figures.put("coverage", score.get().coverage());
    return figures;
  }

  private static Map<String, Object> ranking(RankingScore ranking) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("top", ranking.top());
    figures.put("users", ranking.users());
    figures.put("relevantFrom", finite(ranking.relevantFrom()));
    figures.put("precision", ranking.precision());
    figures.put("recall", ranking.recall());
    figures.put("ndcg", ranking.ndcg());
    figures.put("map", ranking.map());
    figures.put("itemCoverage", ranking.itemCoverage());
    return figures;
  }

  private static Map<String, Object> calibration(Calibration calibration) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("level", calibration.level());
    figures.put("held", calibration.held());
    figures.put("count", calibration.count());
    return figures;
  }

  private static Map<String, Object> difference(RmseDifference difference) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("rmse", finite(difference.value()));
    figures.put("low", finite(difference.low()));
    figures.put("high", finite(difference.high()));
    return figures;
  }
}
