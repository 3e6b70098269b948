// Each public method of ALS and of ALSModel: the same call on both, and what must come of it.
package lacuna.ml;

import static lacuna.ml.SampleRatings.ALS_MODEL;
import static lacuna.ml.SampleRatings.RATINGS;
import static lacuna.ml.SampleRatings.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class AlsSurfaceTest {
  /** A value for each param, as its setter takes it. */
  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          Map.entry("rank", 7),
          Map.entry("maxIter", 3),
          Map.entry("regParam", 0.2),
          Map.entry("seed", 9L),
          Map.entry("userCol", "u"),
          Map.entry("itemCol", "i"),
          Map.entry("ratingCol", "r"),
          Map.entry("predictionCol", "p"),
          Map.entry("coldStartStrategy", "drop"),
          Map.entry("blockSize", 64),
          Map.entry("checkpointInterval", -1),
          Map.entry("nonnegative", true),
          Map.entry("numUserBlocks", 5),
          Map.entry("numItemBlocks", 4),
          Map.entry("implicitPrefs", false),
          Map.entry("alpha", 1.0),
          Map.entry("intermediateStorageLevel", "DISK_ONLY"),
          Map.entry("finalStorageLevel", "DISK_ONLY"));

  private static final StructType CELLS = new StructType().add("user", "int").add("item", "int");

  @TempDir private static Path folder;

  private final MatrixFactorisationModel taken = MatrixFactorisationModel.ofAls(ALS_MODEL, 0.1);

  /** What is to be seen of one method. */
  private interface Check {
    void run() throws Exception;
  }

  /** Scala's private parts, and the algorithm on an RDD that only developers are to call. */
  private static final List<String> INNER =
      List.of("checkIntegers", "validateAndTransformSchema", "train");

  /** Public methods by their names and types of arguments. */
  private static Map<String, Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass().equals(type) && !method.isBridge())
        .filter(method -> !method.getName().contains("$"))
        .filter(method -> !INNER.contains(method.getName()))
        .collect(
            Collectors.toMap(
                method ->
                    method.getName()
                        + Arrays.stream(method.getParameterTypes())
                            .map(Class::getSimpleName)
                            .collect(Collectors.joining(",", "(", ")")),
                method -> method,
                (one, other) -> one,
                TreeMap::new));
  }

  private static Stream<DynamicTest> tests(
      Class<? extends Params> theirs, Params own, Params ours, Map<String, Check> checks) {
    return methods(theirs).entrySet().stream()
        .map(
            entry -> {
              String signature = entry.getKey();
              Check check = checks.get(signature);
              return DynamicTest.dynamicTest(
                  signature,
                  check != null ? check::run : () -> params(entry.getValue(), own, ours));
            });
  }

  /** A param, its getter or its setter: the same name, type and value. */
  private static void params(Method method, Params theirs, Params ours) throws Exception {
    String name = method.getName();
    boolean accessor = VALUES.containsKey(name);
    String param = accessor ? name : Character.toLowerCase(name.charAt(3)) + name.substring(4);
    assertThat(VALUES).as("a test of %s", method).containsKey(param);
    Method same = ours.getClass().getMethod(name, method.getParameterTypes());
    Params a = theirs.copy(ParamMap.empty());
    Params b = ours.copy(ParamMap.empty());
    if (accessor) {
      Param<?> one = (Param<?>) method.invoke(a);
      Param<?> other = (Param<?>) same.invoke(b);
      assertThat(other.getClass()).isEqualTo(one.getClass());
      assertThat(other.name()).isEqualTo(one.name());
      assertThat(other.doc()).isNotEmpty();
      assertThat(ours.hasParam(name)).isTrue();
    } else if (name.startsWith("set")) {
      assertThat(method.invoke(a, VALUES.get(param))).isSameAs(a);
      assertThat(same.invoke(b, VALUES.get(param))).isSameAs(b);
      assertThat(b.get(b.getParam(param)).get()).isEqualTo(a.get(a.getParam(param)).get());
    } else {
      a.set(param, VALUES.get(param));
      b.set(param, VALUES.get(param));
      assertThat(same.invoke(b)).isEqualTo(method.invoke(a)).isEqualTo(VALUES.get(param));
    }
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  @TestFactory
  Stream<DynamicTest> als() {
    ALS als = new ALS();
    MatrixFactorisation own = new MatrixFactorisation("own").setRank(5).setRegParam(0.1);
    Map<String, Check> checks = new TreeMap<>();
    checks.put("uid()", () -> assertThat(own.uid()).isEqualTo("own"));
    checks.put(
        "setAlpha(double)",
        () ->
            assertThatThrownBy(() -> new MatrixFactorisation().setAlpha(1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("use org.apache.spark.ml.recommendation.ALS"));
    checks.put(
        "setNumBlocks(int)",
        () -> {
          MatrixFactorisation blocks = new MatrixFactorisation().setNumBlocks(3);
          assertThat(blocks.getNumUserBlocks() + blocks.getNumItemBlocks()).isEqualTo(6);
        });
    checks.put(
        "copy(ParamMap)",
        () -> {
          MatrixFactorisation copy = own.copy(new ParamMap().put(own.rank(), 3));
          assertThat(copy.getRank() + " " + own.getRank()).isEqualTo("3 5");
        });
    checks.put(
        "transformSchema(StructType)",
        () ->
            assertThat(own.transformSchema(CELLS).fieldNames())
                .startsWith(als.transformSchema(CELLS.add("rating", "float")).fieldNames()[0])
                .contains("prediction"));
    checks.put(
        "fit(Dataset)",
        () -> {
          MatrixFactorisationModel model = SampleRatings.small().fit(RATINGS);
          assertThat(model.factorHash()).isEqualTo(SampleRatings.MODEL.factorHash());
          assertThat(model.rank()).isEqualTo(6);
        });
    checks.put(
        "estimateModelSize(Dataset)",
        () -> assertThat(own.estimateModelSize(RATINGS)).isEqualTo(320 * (4 * 6 + 8)));
    checks.put("save(String)", () -> own.save(at("estimator")));
    checks.put(
        "write()",
        () -> {
          own.write().overwrite().save(at("written"));
          assertThat(MatrixFactorisation.load(at("written")).getRank()).isEqualTo(5);
        });
    checks.put(
        "read()",
        () -> {
          own.write().overwrite().save(at("read"));
          assertThat(MatrixFactorisation.read().load(at("read")).getRegParam()).isEqualTo(0.1);
        });
    checks.put(
        "load(String)",
        () -> {
          own.write().overwrite().save(at("load"));
          assertThat(MatrixFactorisation.load(at("load")).uid()).isEqualTo("own");
        });
    return tests(ALS.class, als, own, checks);
  }

  /** Lists by the id that was asked for. */
  private static Map<Integer, List<Integer>> lists(Dataset<Row> recommended) {
    return recommended.collectAsList().stream()
        .collect(
            Collectors.toMap(
                row -> row.getInt(0),
                row -> row.<Row>getList(1).stream().map(each -> each.getInt(0)).toList()));
  }

  private void same(Dataset<Row> theirs, Dataset<Row> ours, int size) {
    assertThat(ours.columns()).isEqualTo(theirs.columns());
    assertThat(lists(ours)).isEqualTo(lists(theirs)).hasSize(size);
  }

  private static Map<Integer, List<Float>> rows(Dataset<Row> factors) {
    return factors.select("id", "features").collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getInt(0), row -> row.getList(1)));
  }

  @TestFactory
  Stream<DynamicTest> alsModel() {
    Dataset<Row> some =
        SESSION.sql(
            "select * from values (3, 9), (5, 2), (3, 7), (777777, 888888) as t(user, item)");
    Map<String, Check> checks = new TreeMap<>();
    checks.put("uid()", () -> assertThat(taken.uid()).isNotEmpty());
    checks.put("rank()", () -> assertThat(taken.rank()).isEqualTo(ALS_MODEL.rank()));
    checks.put("toString()", () -> assertThat(taken.toString()).contains("rank=4"));
    checks.put(
        "userFactors()",
        () -> assertThat(rows(taken.userFactors())).isEqualTo(rows(ALS_MODEL.userFactors())));
    checks.put(
        "itemFactors()",
        () -> assertThat(rows(taken.itemFactors())).isEqualTo(rows(ALS_MODEL.itemFactors())));
    checks.put(
        "copy(ParamMap)",
        () -> {
          MatrixFactorisationModel copy =
              taken.copy(new ParamMap().put(taken.predictionCol(), "p"));
          assertThat(copy.transform(some).columns()).contains("p");
          assertThat(taken.getPredictionCol()).isEqualTo("prediction");
        });
    checks.put(
        "transformSchema(StructType)",
        () ->
            assertThat(taken.transformSchema(CELLS).fieldNames())
                .startsWith(ALS_MODEL.transformSchema(CELLS).fieldNames()));
    checks.put("transform(Dataset)", this::sameCells);
    checks.put(
        "recommendForAllUsers(int)",
        () -> same(ALS_MODEL.recommendForAllUsers(3), taken.recommendForAllUsers(3), 200));
    checks.put(
        "recommendForAllItems(int)",
        () -> same(ALS_MODEL.recommendForAllItems(3), taken.recommendForAllItems(3), 120));
    checks.put(
        "recommendForUserSubset(Dataset,int)",
        () ->
            same(
                ALS_MODEL.recommendForUserSubset(some, 4),
                taken.recommendForUserSubset(some, 4),
                2));
    checks.put(
        "recommendForItemSubset(Dataset,int)",
        () ->
            same(
                ALS_MODEL.recommendForItemSubset(some, 4),
                taken.recommendForItemSubset(some, 4),
                3));
    checks.put(
        "estimatedSize()", () -> assertThat(taken.estimatedSize()).isEqualTo(320 * (4 * 5 + 8)));
    for (String way : List.of("save(String)", "write()", "read()", "load(String)")) {
      checks.put(
          way,
          () -> {
            String path = at("model-" + way.substring(0, 4));
            if (way.startsWith("save")) {
              taken.save(path);
            } else {
              taken.write().overwrite().save(path);
            }
            MatrixFactorisationModel back =
                way.startsWith("load")
                    ? MatrixFactorisationModel.load(path)
                    : MatrixFactorisationModel.read().load(path);
            assertThat(back.predict(3, 5)).isEqualTo(taken.predict(3, 5));
            assertThat(back.getColdStartStrategy()).isEqualTo("drop");
          });
    }
    return tests(ALSModel.class, ALS_MODEL, taken, checks);
  }

  private void sameCells() {
    Dataset<Row> cells = RATINGS.select("user", "item").union(SESSION.sql("select 3, 888888"));
    Map<Row, Float> theirs = predictions(ALS_MODEL.transform(cells));
    Map<Row, Float> ours = predictions(taken.transform(cells).select("user", "item", "prediction"));
    assertThat(ours).hasSameSizeAs(theirs).hasSize(5000);
    ours.forEach(
        (cell, value) ->
            assertThat(value).isCloseTo(theirs.get(cell), offset(1e-5f * (1 + Math.abs(value)))));
  }

  private static Map<Row, Float> predictions(Dataset<Row> predicted) {
    return predicted.collectAsList().stream()
        .collect(
            Collectors.toMap(
                row -> org.apache.spark.sql.RowFactory.create(row.get(0), row.get(1)),
                row -> row.getFloat(2)));
  }
}
