package org.crmroute.bitrix24;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a method answered.
 *
 * @param result as JSON is read: maps, lists, strings, numbers, booleans, null
 * @param total how many rows there are in all, if it was counted
 * @param next where the next page starts, if there is one
 */
public record Answer(@Nullable Object result, ServerTime time, OptionalLong total, OptionalInt next) {}
