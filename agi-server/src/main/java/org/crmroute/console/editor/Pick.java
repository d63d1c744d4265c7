package org.crmroute.console.editor;

/**
 * A choice.
 *
 * @param group its heading where another begins; empty else
 * @param hint shown behind it
 */
public record Pick(String group, String value, String label, String shown, String hint) {}
