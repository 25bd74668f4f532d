/** Redis scripts: Lua, its sandbox and its libraries. Knows no commands and no storage. */
package io.dredis.lua;
