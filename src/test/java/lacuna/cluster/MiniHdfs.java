// HDFS on this machine: a name node and two data nodes in a JVM of their own.
package lacuna.cluster;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Hadoop's MiniDFSCluster, from one shaded jar that Maven puts beside the build. By reflection and
 * in another JVM, since that jar holds what Spark's class path has in other versions.
 */
final class MiniHdfs implements AutoCloseable {
  private static final String CLUSTER = "org.apache.hadoop.hdfs.MiniDFSCluster";
  private static final String STOP = "stop";

  private final Process process;
  private final String uri;

  /**
   * @param folder for its blocks and its log
   */
  MiniHdfs(Path folder) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx400m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            classPath(),
            MiniHdfs.class.getName(),
            folder.resolve("blocks").toString());
    try {
      Files.createDirectories(folder);
      this.process =
          new ProcessBuilder(command).redirectError(folder.resolve("hdfs.log").toFile()).start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      while (line != null && !line.startsWith("hdfs://")) {
        line = out.readLine();
      }
      if (line == null) {
        throw new AssertionError(Files.readString(folder.resolve("hdfs.log")));
      }
      this.uri = line;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Hadoop's client as this JVM has it, the minicluster, and the class of this file. */
  private static String classPath() {
    Path jars = Submission.build().resolve("minicluster");
    try (Stream<Path> minicluster = Files.list(jars)) {
      return Stream.concat(
              minicluster.map(Path::toString),
              Stream.of(System.getProperty("java.class.path").split(":"))
                  .filter(
                      entry ->
                          entry.matches(".*(hadoop-client|slf4j|commons-logging|log4j|test).*")))
          .collect(Collectors.joining(":"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The root of its files. */
  String uri() {
    return uri;
  }

  /** Stops one of the data nodes. */
  void stopDataNode() {
    try {
      process.getOutputStream().write((STOP + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The other JVM. */
  public static void main(String[] arguments) throws Exception {
    Configuration conf = new Configuration();
    conf.set("hdfs.minidfs.basedir", arguments[0]);
    conf.set("dfs.replication", "2");
    // A data node that stopped is known for dead in seconds, which takes ten minutes otherwise.
    conf.set("dfs.heartbeat.interval", "1");
    conf.set("dfs.namenode.heartbeat.recheck-interval", "500");
    Class<?> type = Class.forName(CLUSTER + "$Builder");
    Object builder = type.getConstructor(Configuration.class).newInstance(conf);
    type.getMethod("numDataNodes", int.class).invoke(builder, 2);
    Object cluster = type.getMethod("build").invoke(builder);
    Class<?> running = Class.forName(CLUSTER);
    running.getMethod("waitActive").invoke(cluster);
    Object uri = running.getMethod("getURI").invoke(cluster);
    new PrintStream(new FileOutputStream(FileDescriptor.out), true).println(uri);
    BufferedReader commands =
        new BufferedReader(
            new InputStreamReader(
                new java.io.FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      if (line.equals(STOP)) {
        running.getMethod("stopDataNode", int.class).invoke(cluster, 0);
      }
    }
    Runtime.getRuntime().halt(0); // the tests have ended, one way or another
  }
}
