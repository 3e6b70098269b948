// How the lists that a method recommends did against held-out ratings.
package lacuna.evaluation;

/**
 * Means over the users that have at least one relevant held-out rating, by the definitions of
 * Spark's {@code RankingEvaluator}. A list has the N items with the greatest predictions out of all
 * items with training ratings, without those that the user is known to have rated.
 *
 * @param top N
 * @param users that lists were made for
 * @param relevantFrom a held-out rating of at least this is relevant
 * @param precision relevant items in the list, over N
 * @param recall relevant items in the list, over the user's relevant items
 * @param ndcg discounted gain of the list over that of the best list there can be
 * @param map mean of the precision at each relevant item of the list
 * @param itemCoverage share of the items that stand in anybody's list
 */
public record RankingScore(
    int top,
    long users,
    double relevantFrom,
    double precision,
    double recall,
    double ndcg,
    double map,
    double itemCoverage) {}
