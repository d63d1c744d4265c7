package org.crmroute.console.editor;

/** A version in the list. */
public record VersionLine(long version, String author, String at, boolean active) {}
