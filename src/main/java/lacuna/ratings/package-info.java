/** Reading every format of ratings: ids of any type to dense indices, duplicates, splits. */
package lacuna.ratings;
