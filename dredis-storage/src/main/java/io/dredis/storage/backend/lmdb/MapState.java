package io.dredis.storage.backend.lmdb;

/**
 * How large a map is, and how much of it is used.
 *
 * @param mapBytes the size of the map
 * @param usedBytes the pages up to the last one that was ever used
 * @param pageBytes the size of a page
 * @param depth how many pages lie on the way to a record
 */
record MapState(long mapBytes, long usedBytes, int pageBytes, int depth) {}
