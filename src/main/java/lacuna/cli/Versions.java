// Which Lacuna runs on which Spark and Java.
package lacuna.cli;

import picocli.CommandLine.IVersionProvider;

/** The versions behind a run. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }

  /** "Lacuna 1.0.0, Spark 4.1.0, Java 17.0.13". */
  static String text() {
    return "Lacuna "
        + lacuna()
        + ", Spark "
        + org.apache.spark.package$.MODULE$.SPARK_VERSION()
        + ", Java "
        + Runtime.version().version().stream()
            .map(String::valueOf)
            .collect(java.util.stream.Collectors.joining("."));
  }

  /** The jar's version, or a word where the classes are in no jar. */
  static String lacuna() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packed)" : version;
  }
}
