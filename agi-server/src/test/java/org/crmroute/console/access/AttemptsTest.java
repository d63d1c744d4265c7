package org.crmroute.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final ConsoleWorld.MovingClock clock = new ConsoleWorld.MovingClock();
    private final Attempts attempts = new Attempts(clock);

    @Test
    void an_account_is_guarded_against_many_addresses() {
        for (int i = 0; i < 10; i++) {
            assertThat(attempts.count("10.0.0." + i, "anna")).isEmpty();
        }
        assertThat(attempts.count("10.0.1.1", "anna")).contains(Duration.ofMinutes(15));
        assertThat(attempts.count("10.0.1.1", "boris")).isEmpty();
    }

    @Test
    void a_customer_of_ipv6_is_one_address() {
        for (int i = 0; i < 20; i++) {
            assertThat(attempts.count("2001:db8:1:2::" + i, "name" + i)).isEmpty();
        }
        assertThat(attempts.count("2001:db8:1:2:ffff::1", "other")).isPresent();
        assertThat(attempts.count("2001:db8:1:3::1", "other")).isEmpty();
    }

    @Test
    void own_success_does_not_give_more_attempts_at_others() {
        for (int i = 0; i < 19; i++) {
            attempts.count("10.0.0.1", "name" + i);
            attempts.count("10.0.0.1", "mine");
            attempts.right("10.0.0.1", "mine");
        }
        attempts.count("10.0.0.1", "last");
        assertThat(attempts.count("10.0.0.1", "mine")).isPresent();
    }

    @Test
    void what_is_refused_does_not_lengthen_the_wait() {
        for (int i = 0; i < 10; i++) {
            attempts.count("10.0.0." + i, "anna");
        }
        clock.pass(Duration.ofMinutes(14));
        assertThat(attempts.count("10.0.0.99", "anna")).contains(Duration.ofMinutes(1));
        clock.pass(Duration.ofMinutes(1));
        assertThat(attempts.count("10.0.0.99", "anna")).isEmpty();
    }
}
