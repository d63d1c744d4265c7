package org.crmroute.bitrix24;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Rows of a list from one id on, read in one request.
 *
 * @param rows in the order of their ids, which strictly grow
 * @param last id of the last row
 * @param complete whether there was nothing behind them; else ask again from {@code last} on
 */
public record Chain(List<Map<String, Object>> rows, OptionalLong last, boolean complete, ServerTime time) {
    public Chain {
        rows = List.copyOf(rows);
    }
}
