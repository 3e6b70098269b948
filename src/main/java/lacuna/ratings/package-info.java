/**
 * Reads ratings in every format and makes one table of them: ids of any type become dense indices,
 * pairs rated twice become one, and every rating falls into the training, validation or test part.
 * Imports nothing of Lacuna but its exceptions; every later package may import it. The door is
 * {@link lacuna.ratings.RatingsLoader}.
 *
 * <p>The flow: a format makes {@link lacuna.ratings.RatingChunk}s, one a task, with ids encoded by
 * a dictionary of the batch; {@link lacuna.ratings.Indexing} joins the dictionaries on the driver
 * to {@link lacuna.ratings.Ids}; {@link lacuna.ratings.Grouping} recodes the batches, brings each
 * user's ratings together in one shuffle, sorts, merges and splits; {@link lacuna.ratings.Tally}
 * counts; {@link lacuna.ratings.Loading} runs these steps.
 *
 * <p>Decision: text is parsed from bytes into primitive arrays, not through rows. Because: a row a
 * rating costs more than the parsing. Costs: own code for splits, separators and numbers.
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
