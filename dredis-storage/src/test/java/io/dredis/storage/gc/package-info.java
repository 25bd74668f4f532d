/** Tests of {@code io.dredis.storage.gc}. */
package io.dredis.storage.gc;
