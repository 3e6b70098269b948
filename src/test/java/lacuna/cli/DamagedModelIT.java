// Models that are not whole: exit code 3 and one line from every command that asks one, and the
// same words from MatrixFactorisationModel.load.
package lacuna.cli;

import static lacuna.cli.InProcess.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lacuna.SparkForTests;
import lacuna.ml.MatrixFactorisation;
import lacuna.ml.MatrixFactorisationModel;
import lacuna.ratings.InputException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DamagedModelIT {
  private static final SparkSession SESSION = SparkForTests.session();
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("predict", "--user", "3", "--item", "2"),
          List.of("recommend", "--user", "3"),
          List.of("similar", "--item", "2"));

  /** Changes the directory of a model. */
  private interface Damage {
    void to(Path model) throws IOException;
  }

  @TempDir private static Path whole;
  @TempDir private Path folder;

  @BeforeAll
  static void train() throws IOException {
    Dataset<Row> ratings =
        SESSION.range(200).selectExpr("id % 20 as user", "id % 9 as item", "id % 5 as rating");
    new MatrixFactorisation()
        .setRank(6)
        .setMaxIter(1)
        .setDuplicates("mean")
        .fit(ratings)
        .save(saved(whole).toString());
  }

  private static Path saved(Path in) {
    return in.resolve("saved");
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("users gone", "userFactors/ is missing", table("userFactors", null)),
        damage("items empty", "itemFactors/ is no table", emptied("itemFactors")),
        damage("no Parquet", "itemFactors/ is no table", file("itemFactors", text -> "PAR1PAR1")),
        damage("bits flipped", "can't be read, it is damaged", DamagedModelIT::flipped),
        damage("rows lost", "it has 10 of its 20 rows", table("userFactors", t -> t.limit(10))),
        damage("row twice", "row 3 has index 3 of 20", table("userFactors", t -> twice(t))),
        damage("no id", "row null has index", column("userFactors", "id", "nullif(id, 3)")),
        damage("short row", "0 features of 6", column("itemFactors", "features", "array()")),
        damage("no bias", "has no column bias", table("itemFactors", t -> t.drop("bias"))),
        damage("wrong type", "no column count BIGINT", column("itemFactors", "count", "'x'")),
        damage("metadata cut", "is no JSON", metadata(text -> text.substring(0, 40))),
        damage("metadata empty", "does not describe a model", metadata(text -> "")),
        damage("a list", "does not describe a model", metadata(text -> "[1, 2]")),
        damage("rank below 1", "rank is -6", replaced("\"rank\":6", "\"rank\":-6")),
        damage("rank no number", "rank is \"6\"", replaced("\"rank\":6", "\"rank\":\"6\"")),
        damage("other rank", "6 features of 7", replaced("\"rank\":6", "\"rank\":7")),
        damage("samples", "samples is 4", replaced("\"samples\":1", "\"samples\":4")),
        damage("mean", "mean is true", replaced("\"mean\":[^,]*", "\"mean\":true")),
        damage("range", "range is [4,0]", replaced("\"range\":[^\\]]*\\]", "\"range\":[4,0]")),
        damage("form", "regularisation is \"odd\"", replaced("\"weighted\"", "\"odd\"")),
        damage("counts", "has 9 of its 8 rows", replaced("\"items\":9", "\"items\":8")));
  }

  private static Arguments damage(String name, String said, Damage damage) {
    return arguments(name, said, damage);
  }

  private static Dataset<Row> twice(Dataset<Row> table) {
    return table.where("index <> 4").unionAll(table.where("index = 3"));
  }

  private static Damage column(String table, String name, String expression) {
    return table(
        table,
        rows -> {
          String type = rows.schema().apply(name).dataType().sql();
          boolean text = expression.equals("'x'");
          return rows.withColumn(
              name,
              org.apache.spark.sql.functions.expr(
                  text ? expression : "cast(" + expression + " as " + type + ")"));
        });
  }

  private static Damage table(String name, UnaryOperator<Dataset<Row>> change) {
    return model -> {
      Path table = model.resolve(name);
      if (change != null) {
        String changed = model.resolve("changed").toString();
        change
            .apply(SESSION.read().parquet(table.toString()))
            .coalesce(1)
            .write()
            .mode(SaveMode.Overwrite)
            .parquet(changed);
      }
      remove(table);
      if (change != null) {
        Files.move(model.resolve("changed"), table);
      }
    };
  }

  private static Damage emptied(String name) {
    return model -> {
      remove(model.resolve(name));
      Files.createDirectory(model.resolve(name));
    };
  }

  private static Damage metadata(UnaryOperator<String> change) {
    return file("metadata", change);
  }

  private static Damage replaced(String what, String by) {
    return metadata(
        text -> {
          String changed = text.replaceFirst(what, by);
          assertThat(changed).isNotEqualTo(text);
          return changed;
        });
  }

  /** Writes the only file of a directory anew, without the sum that would tell of it. */
  private static Damage file(String directory, UnaryOperator<String> change) {
    return model -> {
      Path part = part(model.resolve(directory));
      String text = Files.readString(part, StandardCharsets.ISO_8859_1);
      Files.writeString(part, change.apply(text), StandardCharsets.ISO_8859_1);
    };
  }

  private static void flipped(Path model) throws IOException {
    Path part = part(model.resolve("itemFactors"));
    byte[] bytes = Files.readAllBytes(part);
    for (int k = 0; k < 64; k++) { // in the first pages; most of so small a file is its footer
      bytes[200 + k] ^= 0x55;
    }
    Files.write(part, bytes);
  }

  private static Path part(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        if (file.getFileName().toString().endsWith(".crc")) {
          Files.delete(file);
        }
      }
      return all.stream()
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void isRefusedInOneLine(String name, String said, Damage damage) throws IOException {
    copy(saved(whole), saved(folder));
    damage.to(saved(folder).resolve("model"));
    String path = saved(folder).toString();
    if (name.length() % 2 == 0) { // half of them, since one line of code makes the exit code of all
      refused(path, said, COMMANDS.get(Math.floorMod(name.hashCode(), COMMANDS.size())));
    }
    assertThatThrownBy(() -> MatrixFactorisationModel.load(path))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(said);
  }

  private static void refused(String model, String said, List<String> command) {
    InProcess asked =
        run(Stream.concat(command.stream(), Stream.of("--model", model)).toArray(String[]::new));
    assertThat(asked.error()).startsWith("lacuna: ").contains(said);
    assertThat(asked.err()).hasSize(1);
    assertThat(asked.exitCode()).isEqualTo(3);
  }

  @Test
  void aModelThatIsWholeIsTaken() {
    for (List<String> command : COMMANDS) {
      InProcess asked =
          run(
              Stream.concat(command.stream(), Stream.of("--model", saved(whole).toString()))
                  .toArray(String[]::new));
      assertThat(asked.exitCode()).isZero();
    }
  }

  @Test
  void aRunThatDidNotEndHasNoModelYet() throws IOException {
    Path partial = folder.resolve("out.partial");
    Files.createDirectories(partial);
    copy(saved(whole).resolve("model"), partial.resolve("model"));
    Path moved = Files.createDirectories(folder.resolve("moved"));
    copy(saved(whole).resolve("model"), moved.resolve("model"));
    Files.writeString(moved.resolve("run.json"), "{}");
    for (Path above : List.of(partial, moved)) {
      refused(above.toString(), "of a run that did not end", COMMANDS.get(0));
      refused(above.resolve("model").toString(), "of a run that did not end", COMMANDS.get(1));
    }
    Files.writeString(moved.resolve("_SUCCESS"), "lacuna ");
    assertThat(MatrixFactorisationModel.ofRun(SESSION, moved.toString()).rank()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "user,item,rating|1,2,3 # is a file and no model",
        "'' # is a file and no model",
        "f 1|m 2 # its loss is not squared errors",
        "f 0|m -1|n 2|k 2|b 1 # m is -1.0 and should be a whole number from 0",
        "f 0|m 1.5|n 2|k 2|b 1 # m is 1.5 and should be a whole number",
        "f 0|m 1|n 1|k 0|b 1|p0 T|q0 T # k is 0.0 and should be a whole number from 1",
        "f 0|m 2|n 2|k 1e9|b 1 # 4 rows of 1000000000 factors don't fit in its",
        "f 0|m 2000000000|n 2|k 2|b 1 # 2000000002 rows of 2 factors don't fit",
        "f 0|m 1|n 1|k 1|b 1|p0 T 1| # 7: it ends before its last row",
        "f 0|m 1|n 1|k 1|b 1|p0 T nan|q0 T 1 # nan is no finite number",
        "f 0|m 1|n 1|k 2|b 1|p0 T 1|q0 T 1 1 # a row p0 of 2 factors is expected",
      })
  void aFileIsAModelOfLibmfOrNone(String text, String said) throws IOException {
    Path file = Files.writeString(folder.resolve("model.txt"), text.replace('|', '\n'));
    refused(file.toString(), said, COMMANDS.get(2));
  }

  @Test
  void aPathIsNeededAndAModelThere() throws IOException {
    refused("", "the path of the model is empty", COMMANDS.get(0));
    refused(folder.resolve("nothing").toString(), "no model at", COMMANDS.get(1));
    Files.createDirectories(folder.resolve("als/metadata"));
    Files.writeString(
        folder.resolve("als/metadata/part-00000"),
        "{\"class\":\"org.apache.spark.ml.recommendation.ALSModel\"}");
    refused(folder.resolve("als").toString(), "can't read the ALSModel at", COMMANDS.get(2));
    assertThatThrownBy(() -> MatrixFactorisationModel.load(folder.resolve("none").toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no MatrixFactorisationModel at");
  }
}
