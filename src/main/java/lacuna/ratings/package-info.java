/**
 * Reads ratings in every format and makes one table of them: ids of any type become dense indices,
 * pairs rated twice become one, and every rating falls into the training, validation or test part.
 * Imports nothing of Lacuna but its exceptions; every later package may import it. The door is
 * {@link lacuna.ratings.RatingsLoader}; {@link lacuna.ratings.Pairs} reads pairs without ratings in
 * the same formats.
 *
 * <p>A format is a class of kind {@link lacuna.ratings.RatingFormat} and a line in {@link
 * lacuna.ratings.Formats}, which tries them in turn on the first bytes. One whose records are lines
 * brings a parser of a line and leaves files, compression, pieces, line numbers and bad records to
 * {@link lacuna.ratings.TextReading}; where a line's meaning hangs on earlier ones, as a row's
 * number does in a dense matrix, a first pass over the pieces finds what each begins with. One that
 * Spark can read brings a table to {@link lacuna.ratings.TableReading}. Matrix files of other tools
 * are understood by {@code lacuna.ratings.matrix}, a whole file at a time.
 *
 * <p>The flow: a format makes {@link lacuna.ratings.RatingChunk}s, one a task, with ids encoded by
 * a dictionary of the batch; {@link lacuna.ratings.Indexing} joins the dictionaries on the driver
 * to {@link lacuna.ratings.Ids}; {@link lacuna.ratings.Grouping} recodes the batches, brings each
 * user's ratings together by one shuffle, or without one where all is in this process and has room,
 * sorts, merges and splits; {@link lacuna.ratings.Tally} counts; {@link lacuna.ratings.Loading}
 * runs these steps.
 *
 * <p>Decision: text is parsed from bytes into primitive arrays, not through rows. Because: a row a
 * rating costs more than the parsing. Costs: own code for splits, separators and numbers.
 *
 * <p>Decision: a task notes a bad record and does not throw. Because: which task fails first is
 * chance, and the first bad line by file and place shall be told, with its number. Costs: the other
 * tasks of the stage read on.
 *
 * <p>Decision: nothing depends on the order of rows: splits hash ids, merging sorts by value, sums
 * are exact. Because: the same ratings must give the same factors. Costs: a few nanoseconds a
 * rating.
 *
 * <p>Decision: all distinct ids come to the driver and are broadcast. Because: an index is then an
 * array position everywhere. Costs: memory for the ids of one side, about 20 bytes an id, in every
 * process.
 *
 * <p>Decision: what crosses processes here is a class of plain fields. Because: where a user sets
 * Spark's Kryo serialiser, records and the lists of {@code List.of} can't be rebuilt. Costs: a
 * constructor more.
 */
package lacuna.ratings;
