/**
 * Bayesian matrix factorisation by Gibbs sampling, with the rating pattern and features of users
 * and items as side information.
 *
 * <p>On ratings less their training mean μ, over their training standard deviation: r = p_u·q_i +
 * ε, ε ~ t_ν/√α, which is N(0, 1/α) for infinite ν; p_u ~ N(μ_U + B_Uᵀx_u, Λ_U⁻¹) and q_i alike;
 * (μ_U, Λ_U) Normal-Wishart with μ₀ = 0, β₀ = 2, ν₀ = K, W₀ = I (Salakhutdinov and Mnih 2008); rows
 * of B_U ~ N(0, (λ_B Λ_U)⁻¹) (Simm and others 2017); α ~ Gamma(1, 1), λ_B ~ Gamma(½, rate ½). x_u
 * has 1/√n_u at the items that u has rated in the training part, x_i likewise: that a thing was
 * rated says something, whatever the rating. Features, where there are some, are more of x, whose
 * rows of B have a λ_F of their own with the same prior: a row's scale is that of its file, see
 * {@code FeatureText} in ratings, and differs from the pattern's.
 *
 * <p>Decision: the noise has tails, and ν is drawn along with the rest, from 3 to infinity.
 * Because: people do rate a film they should love at the bottom of the scale, and under normal
 * noise every such rating drags its rows along. The errors leave no doubt: ν comes to 3 on
 * MovieTweetings and 5 on ml-latest-small; on ratings made with normal noise it goes up. Costs: an
 * inner product and a gamma number for each rating and half-sweep while ν is finite, which makes a
 * sweep 0.55 s where it is 0.41 s with ν infinite (10 million ratings, rank 32, two cores, B not
 * drawn; ten iterations of MLlib's ALS took 56.7 s in the same run, 50 sweeps with the pattern 41.7
 * s, a draw of both sides' B 1 s of them); and the variance of a rating no longer says how often an
 * interval holds it, see {@code PredictiveLaw} in evaluation.
 *
 * <p>{@code Sampler} is a sweep, written on passes over rows; {@code Chain} is what is carried from
 * sweep to sweep; {@link lacuna.factorisation.bayes.BayesSolver} is the door.
 *
 * <p>Decision: the pattern's X is never built. Because: products with it are sums of rows over the
 * ratings, which stand row by row along both sides anyway. Costs: a division by √n for each row.
 *
 * <p>Decision: B of the pattern and B of the features are two Gibbs blocks, the first by conjugate
 * gradients, the second by one dense system. Because: the one has a row for every user or item, the
 * other a few hundred at most, which the driver solves at once. Costs: what both could say is
 * passed to and fro between them, so that the chain moves less far in a sweep.
 *
 * <p>Decision: a row without ratings has a pattern that is not known, and is drawn as if it were
 * one of the others with the same features, of which those with many ratings are the likelier
 * ({@code UnknownRows}). Because: on ml-latest-small, with every tenth item held out whole, an
 * empty pattern and genres came to a held-out RMSE of 1.017, where biases have 0.967; with all
 * others as likely it was 0.973, and with this 0.937. Features without the pattern came to 0.955
 * before and 0.925 with this: they are the better part to know of such rows. Where no features tell
 * of a row its pattern counts as empty: in a random split the items without ratings are those that
 * few rate, and to take them for the others made one split of MovieTweetings 1.521 where it is
 * 1.510. Costs: sums of moments at each draw of B, where any row has no ratings.
 *
 * <p>Decision: every random number is keyed by seed, sweep, side and row. Because: a sample then
 * doesn't depend on who draws it, nor on what was drawn before. Costs: none.
 *
 * <p>Decision: the chain starts from small rows and by default ends after 500 sweeps, when its
 * traces have not settled yet (split R-hat of α between 2 and 3, which every run says). Because:
 * the running mean of the predictions, which is what is asked for, moves little after that. On one
 * split of MovieTweetings its held-out RMSE was 1.5204 after 200 sweeps, 1.5145 after 300, 1.5115
 * after 400 and 1.5100 after 500; in a separate program of the same model with 4 degrees of freedom
 * and B drawn at every sweep, 1.5143 after 200 and 1.5072 after 500, and from rows three times as
 * large 1.5232 and 1.5074. What is left goes down as the number of samples goes up: samples predict
 * with an error of 1.7, and follow one another closely. Costs: time, and that where the chain
 * starts can still be seen in α.
 *
 * <p>Decision: only a run that withholds its validation part ({@code --no-refit}) ends by itself,
 * when the running mean stands still there. Because: other runs learn from that part, and there is
 * little to save: after 200, 300 and 500 sweeps the held-out RMSE was 0.8186, 0.8176 and 0.8172 on
 * one split of ml-latest-small, and 1.5204, 1.5145 and 1.5100 on the one of MovieTweetings; with
 * its validation part withheld the former ended after 279 sweeps. Costs: sweeps for the third
 * digit.
 *
 * <p>Memory: a worker holds, for each rating, 8 bytes along either side, 8 in its block and 8 of
 * running sums; for each row of its own, up to 8 columns of 4 x stride bytes with the pattern, 2
 * without and one more with features, beside 8 bytes for each value of these; and one column of the
 * other side. Some ten K x K matrices exist for each thread, and some for each 8,192 ratings of the
 * one row at a time that has more of them; sums for B of the features, names x K, once for each
 * stripe.
 */
package lacuna.factorisation.bayes;
