package io.dredis.server.command;

import io.dredis.storage.type.Hashes;
import io.dredis.storage.type.Lists;
import io.dredis.storage.type.Sets;
import io.dredis.storage.type.SortedSets;
import io.dredis.storage.type.Strings;

/** The data types, as the settings in force have them. */
public record DataTypes(
    Strings strings, Hashes hashes, Lists lists, Sets sets, SortedSets sortedSets) {}
