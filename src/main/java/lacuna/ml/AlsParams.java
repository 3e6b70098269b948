// Parameters of training that ALS has too, with its names.
package lacuna.ml;

import java.io.Serializable;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import scala.Function1;

/** ALS's names. What differs in meaning or default says so. */
public interface AlsParams extends ServingParams {
  /** Number of factors. */
  default IntParam rank() {
    return new IntParam(
        this, "rank", "number of factors, 1 to 1024", ParamValidators.inRange(1, 1024));
  }

  default int getRank() {
    return (Integer) getOrDefault(rank());
  }

  /** Most epochs. */
  default IntParam maxIter() {
    return new IntParam(
        this,
        "maxIter",
        "most epochs (sgd, gd), iterations (als-plain) or sweeps (bayes)",
        ParamValidators.gtEq(1));
  }

  default int getMaxIter() {
    return (Integer) getOrDefault(maxIter());
  }

  /** λ of factors, times a row's ratings as in ALS; unset it follows the ratings' spread. */
  default DoubleParam regParam() {
    return new DoubleParam(
        this,
        "regParam",
        "lambda of user and item factors, times a row's ratings; left open it is 0.09 times the"
            + " ratings' standard deviation",
        ParamValidators.gtEq(0));
  }

  /** The value that was set; NaN while it is open. */
  default double getRegParam() {
    return isDefined(regParam()) ? (Double) getOrDefault(regParam()) : Double.NaN;
  }

  /** Column of ratings; an empty name makes every rating 1. */
  default Param<String> ratingCol() {
    return new Param<>(this, "ratingCol", "column of ratings, numbers; empty to take 1 for all");
  }

  default String getRatingCol() {
    return getOrDefault(ratingCol());
  }

  /** Seed of every random number. */
  default LongParam seed() {
    return new LongParam(this, "seed", "of every random number; the same one gives the same bits");
  }

  default long getSeed() {
    return (Long) getOrDefault(seed());
  }

  /** Whether factors are kept at 0 or above. */
  default BooleanParam nonnegative() {
    return new BooleanParam(this, "nonnegative", "whether factors are kept at 0 or above");
  }

  default boolean getNonnegative() {
    return (Boolean) getOrDefault(nonnegative());
  }

  /** There for ALS's sake; true is refused. */
  default BooleanParam implicitPrefs() {
    return new BooleanParam(
        this, "implicitPrefs", "only false: implicit feedback is not learnt; ALS does that");
  }

  default boolean getImplicitPrefs() {
    return (Boolean) getOrDefault(implicitPrefs());
  }

  /** There for ALS's sake; refused with implicit feedback. */
  default DoubleParam alpha() {
    return new DoubleParam(
        this, "alpha", "of implicit feedback, which is not learnt", ParamValidators.gtEq(0));
  }

  default double getAlpha() {
    return (Double) getOrDefault(alpha());
  }

  /** Without effect: the grid follows from the data. */
  default IntParam numUserBlocks() {
    return new IntParam(
        this,
        "numUserBlocks",
        "without effect: the grid follows from the data alone, so that results do",
        ParamValidators.gtEq(1));
  }

  default int getNumUserBlocks() {
    return (Integer) getOrDefault(numUserBlocks());
  }

  /** Without effect: the grid follows from the data. */
  default IntParam numItemBlocks() {
    return new IntParam(
        this,
        "numItemBlocks",
        "without effect: the grid follows from the data alone, so that results do",
        ParamValidators.gtEq(1));
  }

  default int getNumItemBlocks() {
    return (Integer) getOrDefault(numItemBlocks());
  }

  /** How often a training cuts its lineage in the context's checkpoint directory. */
  default IntParam checkpointInterval() {
    return new IntParam(
        this,
        "checkpointInterval",
        "most epochs before a training's state goes to the context's checkpoint directory, from"
            + " where lost executors go on; -1 for never; without such a directory it has no effect",
        (Function1<Object, Object> & Serializable)
            interval -> interval.equals(-1) || (Integer) interval >= 1);
  }

  default int getCheckpointInterval() {
    return (Integer) getOrDefault(checkpointInterval());
  }

  /** Without effect: blocks are held in memory and spill to disk. */
  default Param<String> intermediateStorageLevel() {
    return new Param<>(
        this,
        "intermediateStorageLevel",
        "without effect: blocks are held in memory, and on disk where that is short");
  }

  default String getIntermediateStorageLevel() {
    return getOrDefault(intermediateStorageLevel());
  }

  /** Without effect: the model stands in memory. */
  default Param<String> finalStorageLevel() {
    return new Param<>(this, "finalStorageLevel", "without effect: the model stands in memory");
  }

  default String getFinalStorageLevel() {
    return getOrDefault(finalStorageLevel());
  }
}
