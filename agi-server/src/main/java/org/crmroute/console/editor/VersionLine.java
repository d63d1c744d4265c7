package org.crmroute.console.editor;

import java.util.List;

/**
 * A version in the list.
 *
 * @param back when it was put in force again later, and by whom: {@code 2026-01-05 10:00:00, anna}
 */
public record VersionLine(long version, String author, String at, boolean active, List<String> back) {}
