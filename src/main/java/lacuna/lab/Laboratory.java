// Runs all exercises and judges them: the door of this package.
package lacuna.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** The exercises in their order. */
public final class Laboratory {
  private static final List<Experiment> ALL =
      List.of(
          new FullMatrix(),
          new SingularValues(),
          new MaskedMatrix(),
          new RatingTensor(),
          new IrisDescent(),
          new AutomaticGradients(),
          new Perceptron(),
          new GradientCheck(),
          new ClosedForm(),
          new Convexity(),
          new CostOfAls(),
          new ChoosingRank());

  private Laboratory() {}

  /**
   * Does all exercises.
   *
   * @param request what to work on, and how thoroughly
   * @param begun hears the title of each exercise before it begins
   * @param done hears of each exercise when it is done
   */
  public static List<Exercise> run(
      SparkSession spark, LabRequest request, Consumer<String> begun, Consumer<Exercise> done) {
    Bench bench = new Bench(spark, request);
    Published published = new Published();
    List<Exercise> exercises = new ArrayList<>();
    for (Experiment experiment : ALL) {
      begun.accept(experiment.title());
      Findings findings = experiment.run(bench);
      Exercise exercise =
          new Exercise(
              experiment.name(),
              experiment.title(),
              published.judge(experiment.name(), findings.obtained()),
              findings.paragraphs(),
              findings.figures());
      exercises.add(exercise);
      done.accept(exercise);
    }
    return exercises;
  }
}
