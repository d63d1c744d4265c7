package org.crmroute.console.access;

/**
 * Somebody who is signed in.
 *
 * @param name what they sign in with; stands as the author of what they change
 */
public record Person(String name, Role role) {}
