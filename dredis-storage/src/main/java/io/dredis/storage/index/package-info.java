/**
 * Exact counts above the ordered elements of large collections: rank, select and uniform random
 * picks without walking the collection.
 *
 * <p>It knows keys of records and their order, not what the elements are; {@code storage.type}
 * tells it of each element that was added or removed, in the same transaction. It promises a cost
 * that grows with the logarithm of the collection, in a cold cache too. Only {@code
 * io.dredis.storage} may call it.
 */
package io.dredis.storage.index;
