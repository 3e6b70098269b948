// A Spark cluster on this machine: a master and workers as processes, from Maven's jars.
package lacuna.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A master and some workers on loopback, on ports that were free. Executors are children of their
 * worker, which is how they are found. Closing ends all of them.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final String REGISTERED = "Successfully registered with master";
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  /** What no log and no result may hold. */
  static final String SECRET = "tell-nobody";

  /** Settings of a cluster that knows its applications by a secret, and of these. */
  static final Map<String, String> SECURE =
      Map.of(
          "spark.authenticate", "true",
          "spark.authenticate.secret", SECRET,
          "spark.network.crypto.enabled", "true");

  private final Path folder;
  private final Path home;
  private final int cores;
  private final Map<String, String> settings;
  private final List<Process> workers = new ArrayList<>();
  private final Process master;
  private final String url;

  /**
   * Starts it and waits until all workers have registered.
   *
   * @param folder for logs and the workers' files
   * @param workers how many
   * @param cores of each
   */
  StandaloneCluster(Path folder, int workers, int cores) {
    this(folder, workers, cores, Map.of());
  }

  /**
   * The same.
   *
   * @param settings of master and workers
   */
  StandaloneCluster(Path folder, int workers, int cores, Map<String, String> settings) {
    this.folder = folder;
    this.settings = settings;
    this.cores = cores;
    this.home = sparkHome();
    this.master =
        start(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--webui-port",
            "0");
    this.url = found(log("master"), MASTER);
    for (int k = 0; k < workers; k++) {
      addWorker();
    }
    awaitWorkers();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close)); // nothing outlives the tests
  }

  /** Where applications submit to. */
  String url() {
    return url;
  }

  /** Adds a worker, which registers a little later. */
  void addWorker() {
    String name = "worker-" + workers.size();
    workers.add(
        start(
            name,
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            "127.0.0." + (workers.size() + 1), // a speculative task goes to another host only
            "--webui-port",
            "0",
            "--cores",
            String.valueOf(cores),
            "--memory",
            "4g",
            "--work-dir",
            folder.resolve(name).toString(),
            url));
  }

  /** Waits until all workers have registered. */
  void awaitWorkers() {
    for (int k = 0; k < workers.size(); k++) {
      Path log = log("worker-" + k);
      await("worker " + k, () -> text(log).contains(REGISTERED));
    }
  }

  /** Ends a worker with its executors. */
  void stopWorker(int number) {
    Process worker = workers.get(number);
    List<ProcessHandle> children = worker.descendants().toList();
    worker.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** The executors of a worker. */
  List<ProcessHandle> executors(int worker) {
    return workers
        .get(worker)
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains(EXECUTOR))
        .toList();
  }

  /** All executors. */
  List<ProcessHandle> executors() {
    List<ProcessHandle> all = new ArrayList<>();
    for (int k = 0; k < workers.size(); k++) {
      all.addAll(executors(k));
    }
    return all;
  }

  /** Kills an executor as kill -9 does; says whether there was one. */
  boolean killExecutor(int worker) {
    List<ProcessHandle> there = executors(worker);
    there.forEach(ProcessHandle::destroyForcibly);
    return !there.isEmpty();
  }

  /** Stops or continues a worker and its executors. */
  void signal(int worker, String signal) {
    Process process = workers.get(worker);
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal, "" + process.pid()));
    process.descendants().forEach(child -> command.add("" + child.pid()));
    try {
      new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A folder with Spark's jars under their own names, which is all that Spark needs for a home. */
  static Path sparkHome() {
    try {
      Path build = Submission.build();
      Path jars = build.resolve("spark-home/jars");
      Files.createDirectories(jars);
      for (String jar : Submission.sparkClassPath().split(":")) {
        Path link = jars.resolve(Path.of(jar).getFileName());
        if (Files.notExists(link)) {
          Files.createSymbolicLink(link, Path.of(jar));
        }
      }
      return jars.getParent();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The environment in which this machine's Spark finds its parts, and no other does. */
  Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        home.toString(),
        "SPARK_SCALA_VERSION",
        "2.13",
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        "SPARK_PUBLIC_DNS",
        "127.0.0.1",
        "JAVA_HOME",
        System.getProperty("java.home"));
  }

  private Process start(String name, String type, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("@" + Path.of("conf/jvm.options").toAbsolutePath());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-Dspark.master.rest.enabled=false", "-Dspark.worker.timeout=60"));
    command.addAll(List.of("-cp", home.resolve("jars") + "/*", type));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(name).toFile());
    builder.environment().putAll(environment());
    try {
      Files.createDirectories(folder);
      return builder.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private static String found(Path log, Pattern pattern) {
    await(pattern.pattern(), () -> pattern.matcher(text(log)).find());
    Matcher matcher = pattern.matcher(text(log));
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String text(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Waits for something that other processes do. */
  static void await(String what, Supplier<Boolean> there) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!there.get()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("waited " + PATIENCE.toSeconds() + " s for " + what);
      }
      pause(50);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    List<Process> all = new ArrayList<>(workers);
    all.add(master);
    for (Process process : all) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    for (Process process : all) {
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
