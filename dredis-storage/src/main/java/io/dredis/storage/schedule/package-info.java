/** How virtual threads share their few carriers. */
package io.dredis.storage.schedule;
