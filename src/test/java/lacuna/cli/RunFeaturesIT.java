// Items that nobody has rated, predicted from what is known of them: in a run and by its model.
package lacuna.cli;

import static lacuna.cli.InProcess.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lacuna.SparkForTests;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFeaturesIT {
  private static final int USERS = 60;
  private static final int ITEMS = 50;
  private static final int COLD = 10;

  @TempDir private Path folder;

  private String write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines).toString();
  }

  /** Half of the users like one kind of items, half the other; the last items are held out. */
  private String[] files() throws IOException {
    Random random = new Random(7);
    List<String> train = new ArrayList<>(List.of("user,item,rating"));
    List<String> test = new ArrayList<>(List.of("user,item,rating"));
    for (int t = 0; t < USERS * ITEMS; t++) {
      int user = t / ITEMS;
      int item = t % ITEMS;
      if (random.nextInt(3) == 0) {
        double rating = 3 + (user % 2 == item % 2 ? 1 : -1) + 0.3 * random.nextGaussian();
        (item < ITEMS - COLD ? train : test).add("u" + user + ",i" + item + "," + rating);
      }
    }
    List<String> kinds = new ArrayList<>(List.of("item,kind"));
    for (int item = 0; item <= ITEMS; item++) {
      kinds.add("i" + item + "," + (item % 2 == 0 ? "even|all" : "odd|all"));
    }
    return new String[] {
      write("train.csv", train), write("test.csv", test), write("kinds.csv", kinds)
    };
  }

  @Test
  void itemsWithoutRatingsArePredictedFromTheirFeatures() throws IOException {
    String[] files = files();
    String output = folder.resolve("out").toString();
    InProcess result =
        run(
            "run",
            "--ratings",
            files[0],
            "--test",
            files[1],
            "--output",
            output,
            "--methods",
            "bayes",
            "--item-features",
            files[2],
            "--rank",
            "4",
            "--bayes-sweeps",
            "60");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(String.join(" ", result.out()).replaceAll(" +", " "))
        .contains("3 features of 51 items, 11 without training ratings (kind 3 names); --side both")
        .contains("λ_F of items");
    JsonNode methods =
        new ObjectMapper().readTree(folder.resolve("out/run.json").toFile()).path("methods");
    double bayes = methods.path(0).path("test").path("rmse").asDouble();
    double bias = methods.path(2).path("test").path("rmse").asDouble();
    assertThat(methods.path(2).path("method").asText()).isEqualTo("bias");
    assertThat(methods.path(0).path("rHat").path("α").asDouble()).isBetween(0.9, 10.0);
    assertThat(methods.path(2).has("rHat")).isFalse();
    assertThat(Files.readString(folder.resolve("out/report.html"))).contains("λ_F of items");
    assertThat(bias).isGreaterThan(0.9);
    assertThat(bayes).isLessThan(0.5);
    Dataset<Row> items = SparkForTests.session().read().parquet(output + "/model/itemFactors");
    assertThat(items.count()).isEqualTo(ITEMS + 1);
    assertThat(items.filter("count = 0").count()).isEqualTo(COLD + 1);
    // An item that is in no file but that of the features, liked by users of even numbers.
    assertThat(predicted(output, "u2", "i50")).isGreaterThan(3.5);
    assertThat(predicted(output, "u3", "i50")).isLessThan(2.5);
    InProcess lists = run("recommend", "--model", output, "--user", "u2", "--top", "30");
    assertThat(lists.out()).anyMatch(line -> line.contains(" i50 "));
  }

  private static double predicted(String model, String user, String item) {
    InProcess asked = run("predict", "--model", model, "--user", user, "--item", item);
    assertThat(asked.exitCode()).isZero();
    String line =
        asked.out().stream()
            .filter(told -> told.startsWith("user " + user + ", item " + item + ": "))
            .findFirst()
            .orElseThrow();
    assertThat(line).endsWith(", cold_item");
    return Double.parseDouble(line.split(": ")[1].split("[ ,]")[0]);
  }

  @Test
  void whatIsNotThereOrAboutOthersIsRefused() throws IOException {
    String ratings = write("r.csv", List.of("u,i,5", "u,j,4", "v,i,3", "v,j,2"));
    String others = write("f.csv", List.of("item,kind", "x,a", "y,a", "z,b", "w,b"));
    assertThat(refused(ratings, "none.csv")).startsWith("lacuna: --item-features: none.csv is not");
    assertThat(refused(ratings, others))
        .contains("None of the 4 ids with features (such as w) is in the ratings");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(folder.resolve("out.partial")).doesNotExist();
  }

  private String refused(String ratings, String features) {
    String output = folder.resolve("out").toString();
    InProcess result =
        run(
            "run",
            "--ratings",
            ratings,
            "--output",
            output,
            "--methods",
            "bayes",
            "--item-features",
            features);
    assertThat(result.exitCode()).isEqualTo(3);
    return result.error();
  }
}
