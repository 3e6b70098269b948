// Exercise 7: the two-layer perceptron on iris, beside Spark's own.
package lacuna.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import lacuna.report.Chart;
import lacuna.report.Figure;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * ReLU hidden layer, weights normal over the root of fan-in, mini-batches of 16, 100 epochs, step
 * 0.01; 100 irises to learn from and 50 to judge by, split anew for each of the seeds.
 */
final class Perceptron implements Experiment {
  /** Hidden units; how many the published network had is not said. */
  private static final int HIDDEN = 12;

  private static final int CLASSES = 3;
  private static final int TRAIN = 100;
  private static final int SPLITS = 20;
  private static final int EPOCHS = 100;

  private static final StructType FLOWERS =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  @Override
  public String name() {
    return "7";
  }

  @Override
  public String title() {
    return "A two-layer perceptron on iris";
  }

  /** Which flowers are learnt from, then which are judged by. */
  private static List<Integer> shuffled(int seed) {
    List<Integer> flowers = new ArrayList<>();
    for (int flower = 0; flower < Bench.FLOWERS; flower++) {
      flowers.add(flower);
    }
    Collections.shuffle(flowers, new Random(seed));
    return flowers;
  }

  @Override
  public Findings run(Bench bench) {
    double[][] iris = Bench.iris();
    int[] species = Bench.species();
    double[] own = new double[SPLITS];
    double[] sparks = new double[bench.either(1, SPLITS)];
    for (int seed = 0; seed < SPLITS; seed++) {
      List<Integer> flowers = shuffled(seed);
      TwoLayers network = new TwoLayers(Bench.MEASUREMENTS, HIDDEN, CLASSES, seed);
      network.learn(iris, species, flowers.subList(0, TRAIN), EPOCHS);
      own[seed] = network.accuracy(iris, species, flowers.subList(TRAIN, flowers.size()));
      if (seed < sparks.length) {
        sparks[seed] = sparks(bench, iris, species, flowers, seed);
      }
    }
    List<String> names = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int seed = 0; seed < SPLITS; seed++) {
      names.add(Integer.toString(seed + 1));
      String beside = seed < sparks.length ? Textbook.plain(sparks[seed]) : "–";
      rows.add(List.of(names.get(seed), Textbook.plain(own[seed]), beside));
    }
    return new Findings()
        .add("validation accuracy, mean over the splits", mean(own))
        .add("lowest of the splits", Arrays.stream(own).min().orElseThrow())
        .add("highest of the splits", Arrays.stream(own).max().orElseThrow())
        .add("Spark's MultilayerPerceptronClassifier, mean over the splits", mean(sparks))
        .say(
            "What was published names neither the split nor the hidden units: here they are 100"
                + " flowers to learn from and 50 to judge by, and "
                + HIDDEN
                + " units. Fifty flowers are few: one more or less of them right is 0.02, so a"
                + " single split says little. Spark's network has sigmoid units and is trained by"
                + " L-BFGS on all of its flowers at once, as many iterations as there are epochs"
                + " here.")
        .show(
            new Figure(
                "exercise-7-splits",
                "One split says little",
                "Share of the 50 held-out irises whose species was found, by split.",
                Chart.bars(
                    Chart.Axis.of("split"),
                    Chart.Axis.of("accuracy"),
                    names,
                    List.of(
                        new Chart.Series("mini-batches, ReLU", null, own, null, false),
                        new Chart.Series("Spark's classifier", null, sparks, null, false))),
                Figure.Table.of(List.of("split", "mini-batches, ReLU", "Spark's"), rows)));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double sparks(
      Bench bench, double[][] iris, int[] species, List<Integer> flowers, int seed) {
    MultilayerPerceptronClassifier classifier =
        new MultilayerPerceptronClassifier()
            .setLayers(new int[] {Bench.MEASUREMENTS, HIDDEN, CLASSES})
            .setMaxIter(EPOCHS)
            .setSeed(seed);
    Dataset<Row> judged =
        classifier
            .fit(flowers(bench, iris, species, flowers.subList(0, TRAIN)))
            .transform(flowers(bench, iris, species, flowers.subList(TRAIN, flowers.size())));
    long right = judged.filter("prediction = label").count();
    return (double) right / (flowers.size() - TRAIN);
  }

  private static Dataset<Row> flowers(
      Bench bench, double[][] iris, int[] species, List<Integer> of) {
    List<Row> rows =
        of.stream()
            .map(flower -> RowFactory.create((double) species[flower], Vectors.dense(iris[flower])))
            .toList();
    return bench.spark().createDataFrame(rows, FLOWERS).coalesce(1);
  }
}
