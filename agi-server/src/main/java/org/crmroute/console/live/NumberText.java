package org.crmroute.console.live;

import org.crmroute.console.page.Words;

/** Shows a number as people write it, whatever it came as. */
@FunctionalInterface
public interface NumberText {

    /** {@code +7 912 345-67-89}; what is no such number stays as it is, none at all is said in words. */
    String shown(String number, Words words);
}
