// What the doctor finds out of the machine, without a start of Spark.
package lacuna.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.ludovic.netlib.lapack.NativeLAPACK;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.List;
import lacuna.kernels.Kernels;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;

/** Java, kernel, Spark, memory, disk and libraries of this process. */
final class MachineFindings {
  private static final long GIGABYTE = 1_000_000_000;
  private static final long LITTLE_MEMORY = GIGABYTE;
  private static final long LITTLE_SPACE = 5 * GIGABYTE;

  private MachineFindings() {}

  /**
   * All of them, in the order to show.
   *
   * @param output where a run is to write, null where that is not known
   */
  static List<Finding> all(String output) {
    Finding place = output == null ? folder() : output(output);
    return List.of(java(), kernel(), spark(), memory(), space(), lapack(), place);
  }

  private static Finding java() {
    return Finding.fine(
        "java",
        System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.version")
            + " in "
            + System.getProperty("java.home"));
  }

  private static Finding kernel() {
    String advice = Kernels.advice();
    boolean slow = Kernels.best() == Kernels.scalar();
    return new Finding(
        "kernel", advice, slow ? "training runs at a third of its speed: " + advice : "");
  }

  private static Finding spark() {
    String home = System.getenv("SPARK_HOME");
    String master = new SparkConf().get("spark.master", "none yet (./submit.sh takes local[*])");
    return Finding.fine(
        "spark",
        org.apache.spark.package$.MODULE$.SPARK_VERSION()
            + (home == null ? " of Maven's jars" : " in " + home)
            + ", master "
            + master);
  }

  private static Finding memory() {
    long heap = Runtime.getRuntime().maxMemory();
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    String text =
        "up to "
            + Figures.bytes(heap)
            + " for this process, "
            + Figures.bytes(machine.getTotalMemorySize())
            + " in the machine, "
            + Figures.count(Runtime.getRuntime().availableProcessors(), "core", "cores");
    return new Finding(
        "memory",
        text,
        heap >= LITTLE_MEMORY
            ? ""
            : "Java may take "
                + Figures.bytes(heap)
                + " alone, too little for Spark and data: ./submit.sh --driver-memory 4g -- ...");
  }

  private static Finding space() {
    String local =
        new SparkConf().get("spark.local.dir", System.getProperty("java.io.tmpdir")).split(",")[0];
    java.nio.file.Path folder = java.nio.file.Path.of(local);
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      return new Finding(
          "temporary",
          Figures.bytes(free) + " free in " + folder,
          free >= LITTLE_SPACE && Files.isWritable(folder)
              ? ""
              : folder
                  + (Files.isWritable(folder) ? " has little room" : " can't be written to")
                  + " for Spark's shuffles: ./submit.sh --conf spark.local.dir=DIR -- ...");
    } catch (IOException e) {
      return new Finding(
          "temporary",
          folder + " can't be looked at: " + e.getMessage(),
          folder + " is where Spark keeps its shuffles, and it is not there; make it");
    }
  }

  /** The svd method keeps to Java's own, for equal bits everywhere. */
  private static Finding lapack() {
    String found;
    try {
      found = "native " + NativeLAPACK.getInstance().getClass().getSimpleName() + " is there";
    } catch (RuntimeException | LinkageError e) {
      found = "no native library";
    }
    return Finding.fine(
        "lapack", found + "; svd uses Java's own, which gives the same bits anywhere");
  }

  /** A run makes the folders that are missing, so that the nearest one that is there counts. */
  private static Finding output(String given) {
    try {
      Path path = new Path(given);
      FileSystem system = path.getFileSystem(new Configuration());
      Path there = system.makeQualified(path);
      boolean taken = system.exists(there);
      while (there.getParent() != null && (!system.exists(there) || taken)) {
        taken = false;
        there = there.getParent();
      }
      String shown = Path.getPathWithoutSchemeAndAuthority(there).toString();
      if (!system.getFileStatus(there).isDirectory()) {
        return new Finding(
            "output", shown + " is a file", given + " lies below a file: give another --output");
      }
      // Rights alone don't tell: a file system may be read-only, full, or somebody else's.
      Path probe = new Path(there, ".lacuna-doctor-" + Long.toHexString(System.nanoTime()));
      system.create(probe, false).close();
      system.delete(probe, false);
      return new Finding(
          "output",
          shown + " can be written to",
          system.exists(path)
              ? given + " is there already: give another --output, or --overwrite for a result"
              : "");
    } catch (IOException | RuntimeException e) { // so says Hadoop of a scheme that it doesn't know
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return new Finding(
          "output",
          given + " can't be written to",
          given + " can't be written to, give another --output: " + why);
    }
  }

  private static Finding folder() {
    java.nio.file.Path here = java.nio.file.Path.of("").toAbsolutePath();
    boolean writable = Files.isWritable(here);
    return new Finding(
        "folder",
        here + (writable ? " can be written to" : " can't be written to"),
        writable ? "" : here + " can't be written to: give --output another folder");
  }
}
