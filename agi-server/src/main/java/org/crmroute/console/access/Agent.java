package org.crmroute.console.access;

import java.util.List;
import java.util.Optional;

/** What a browser calls itself, as its owner would: {@code Firefox, Linux}. */
final class Agent {

    /** In the order in which they must be looked for: most call themselves by the names of others too. */
    private static final List<String> BROWSERS =
            List.of("YaBrowser", "Edg", "OPR", "Vivaldi", "Firefox", "Chrome", "Safari");

    private static final List<String> SYSTEMS = List.of("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux");

    private Agent() {}

    static String inWords(String agent) {
        Optional<String> browser =
                BROWSERS.stream().filter(agent::contains).findFirst().map(Agent::title);
        Optional<String> system = SYSTEMS.stream().filter(agent::contains).findFirst();
        if (browser.isEmpty()) {
            return agent.isBlank() ? "?" : agent.substring(0, Math.min(40, agent.length()));
        }
        return browser.get() + system.map(s -> ", " + s).orElse("");
    }

    private static String title(String browser) {
        return switch (browser) {
            case "YaBrowser" -> "Yandex Browser";
            case "Edg" -> "Edge";
            case "OPR" -> "Opera";
            default -> browser;
        };
    }
}
