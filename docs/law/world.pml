/* The surroundings of the gateway: clients, vendors, time, faults, an operator. */

#define TRIES_OF(q) ((q) == 0 -> TRIES : TRIES_OF_SECOND)
proctype Client(byte q) {
  byte n, a;
  do
  :: n < TRIES_OF(q) -> a = q * TRIES + n;
     atomic { AT(a); client[a] = WAITS }
     if
     :: atomic { client[a] == WAITS && opened[a] && !paused[at[a]] -> client[a] = ANSWERED; acked[tells[a]] = 1 } break
     :: atomic { client[a] == WAITS && failed[a] && !paused[at[a]] -> client[a] = FAILED } n++
     :: client[a] == CUT_OFF -> n++
     :: atomic { client[a] == WAITS && n < TRIES_OF(q) - 1 -> client[a] = HUNG_UP } n++
     fi
  :: else -> break
  od;
  atomic { n = 0; a = 0 };
end: false
}

/* The vendor's answer to a create that arrives; and the clock of a sender, which continues while its replica is paused. */
proctype Wire(byte s) {
end: do
  :: atomic { wire[s] == TRANSIT ->
       if
       :: bill(wireRow[s], wireVendor[s]); wire[s] = ACCEPTED
       :: !TAME -> wire[s] = REFUSES
       :: !TAME -> wire[s] = REFUSES_US
       :: !TAME -> wire[s] = DEFERS
       fi }
  :: atomic { sends[s] == 1 && !late[s] && wire[s] == 0 && paused[REPLICA(s)] -> late[s] = 1 }
  od
}

#ifdef SHORT_LEASE               /* mutation: the lease is shorter than connect + read, or clocks differ by that much */
#define MAY_LAPSE(h) true
#else                           /* rule: longer; a running sender knows the outcome before its lease expires */
#define MAY_LAPSE(h) (sends[h] != 1 || ((late[h] || wire[h] != 0) && paused[REPLICA(h)]))
#endif
#define WITHDRAWN(t) (doubt[0] == t+1 || doubt[1] == t+1 || doubt[0] == t+1+ATTEMPTS || doubt[1] == t+1+ATTEMPTS)
/* The outside events of one row. */
proctype Task(byte t) {
  byte holder, version;
end: do
  :: atomic { orphan[t] > 0 -> if :: bill(t, orphan[t] - 1) :: skip fi; orphan[t] = 0 }
  :: atomic { flight == t + 1 ->                     /* the commit in flight is applied, or not */
       if
       :: row[t].state == ABSENT -> insert(t); row[t].vendor = flightVendor; row[t].holder = flightBy
       :: row[t].state != ABSENT -> change(t, SENDING); row[t].vendor = flightVendor; row[t].holder = flightBy; row[t].lapsed = 0
       :: skip
       fi; flight = 0; flightBy = 0; flightVendor = 0 }
  :: atomic { row[t].state == SENDING && !row[t].lapsed && MAY_LAPSE(row[t].holder) -> row[t].lapsed = 1;
       if :: sends[row[t].holder] == 2 || WITHDRAWN(t) -> storageAway = 1 :: else fi }
  :: atomic { line[t] == TRANSIT ->                  /* a create whose guard timed out arrives */
       if
       :: bill(t, lineVendor[t]); line[t] = ACCEPTED
       :: !TAME -> bill(t, lineVendor[t]); answerLost[t] = 1; line[t] = 0; lineVendor[t] = 0; lineReplica[t] = 0
       :: !TAME -> line[t] = 0; lineVendor[t] = 0; lineReplica[t] = 0          /* not accepted */
       fi }
#ifndef LATE_DROPPED             /* mutation: no listener after the guard timed out */
  :: atomic { line[t] == ACCEPTED && STORAGE(lineReplica[t]) ->                /* rule: the answer has a listener of its own */
       accept(t, NOBODY, lineVendor[t]); line[t] = 0; lineVendor[t] = 0; lineReplica[t] = 0 }
#endif
#ifdef CANCEL
  :: atomic { row[t].state == PENDING && UNLOCKED(t) && acked[t] -> change(t, CANCELLED) }
#endif
#ifdef OPERATOR                 /* looks into the books; a create may still be in transit */
  :: atomic { row[t].state == UNKNOWN && UNLOCKED(t) && billed[t] == 0 -> change(t, NOT_CREATED) }
#endif
  od
}

active proctype Resume() {
end: do
  :: atomic { paused[0] -> paused[0] = 0; silent[0] = 0 }
  :: atomic { paused[1] -> paused[1] = 0; silent[1] = 0 }
  od
}

inline breakOff(s) {
  sends[s] = 0; late[s] = 0;
  if :: wire[s] == TRANSIT -> orphan[wireRow[s]] = 1 + wireVendor[s] :: else fi;
  wire[s] = 0; wireRow[s] = 0; wireVendor[s] = 0
}

inline crash(r) {
  crashes--; hadCrash = 1; doubt[r] = 0; paused[r] = 0; silent[r] = 0; trackerDies[r] = 1; i = 0;
  do
  :: i < ATTEMPTS ->
     if :: client[i] != 0 && at[i] == r && !dead[i] && !over[i] -> dead[i] = 1 :: else fi;
     if :: client[i] == WAITS && at[i] == r -> client[i] = CUT_OFF :: else fi;
     if :: client[i] != 0 && at[i] == r -> noted[i] = 1; breakOff(i) :: else fi;
     if :: line[i] == TRANSIT && lineReplica[i] == r -> orphan[i] = 1 + lineVendor[i] :: else fi;
     if :: line[i] != 0 && lineReplica[i] == r -> line[i] = 0; lineVendor[i] = 0; lineReplica[i] = 0 :: else fi;
     /* the session lock is released: the other replicas learn that it is dead */
     if :: row[i].reply == OPEN && row[i].replyReplica == r && row[i].state != ABSENT -> row[i].reply = GONE :: else fi;
     i++
  :: else -> i = 0; break
  od;
  breakOff(TRACKER(r))
}

active proctype Faults() {
  byte r, i;
end: do
  :: atomic { pauses > 0 && !paused[0] && !paused[1] -> if :: r = 0 :: r = 1 fi;
       pauses--; hadPause = 1; paused[r] = 1; if :: MODE != KEY -> silent[r] = 1 :: skip fi; r = 0 }
  :: atomic { crashes > 0 -> if :: r = 0 :: r = 1 fi; crash(r); r = 0 }
#ifdef KEY_REMOVED               /* mutation: polls need the key that sent the create, and an operator removes it */
  :: atomic { !keyGone[VENDORS - 1] -> keyGone[VENDORS - 1] = 1 }
#endif
  od
}
