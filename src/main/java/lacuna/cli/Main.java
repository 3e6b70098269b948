// The process: from the operating system's arguments to its exit code.
package lacuna.cli;

import java.nio.file.Path;

/** Where spark-submit enters. The only class that ends the JVM. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    SparkStart spark = new SparkStart(Path.of("spark-warehouse"));
    int code = new Program(spark, Console.ofProcess()).execute(arguments);
    spark.stop();
    System.exit(code);
  }
}
