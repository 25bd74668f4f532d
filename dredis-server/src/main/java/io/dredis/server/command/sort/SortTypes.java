package io.dredis.server.command.sort;

import io.dredis.storage.type.Hashes;
import io.dredis.storage.type.Lists;
import io.dredis.storage.type.Sets;
import io.dredis.storage.type.SortedSets;
import io.dredis.storage.type.Strings;

/** The data types that SORT reads; of lists, it also writes them. */
public record SortTypes(
    Strings strings, Hashes hashes, Lists lists, Sets sets, SortedSets sortedSets) {}
