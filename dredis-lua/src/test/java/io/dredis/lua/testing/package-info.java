/** What tests of scripts share: a real Redis to ask. */
package io.dredis.lua.testing;
