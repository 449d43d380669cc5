/* The send: permission, gate, answer, outcome; and the tracker, which sends pending rows and resolves lapsed rows. */

/* The write of a send permission names its holder and its vendor, and starts a new lease. */
inline permit(holderOf, permitted, vendorOf) {
  row[permitted].vendor = vendorOf; row[permitted].holder = holderOf; row[permitted].lapsed = 0;
  to = vendorOf; late[holderOf] = 0; sends[holderOf] = 1
}

/* The same write if its commit fails: it is applied now, later or never (see Task). */
inline uncertain(holderOf, permitted, vendorOf) {
  unsure--; flight = permitted + 1; flightBy = holderOf; flightVendor = vendorOf
}

inline forgetSend() { t = 0; mine = 0; to = 0; tried = 0; out = 0; soft = 0 }

#ifdef NO_CAS                    /* mutation: every write succeeds */
#define WON(t,v,s) (row[t].state != ABSENT)
#else                           /* rule: a transition is a compare-and-set on the version */
#define WON(t,v,s) UNCHANGED(t,v,s)
#endif

#ifdef ACCEPT_NARROW             /* mutation: an acceptance wins only over its own permission and over `unknown` */
#define TAKES_ACCEPTANCE(t,v) (WON(t,v,SENDING) || row[t].state == UNKNOWN)
#else                           /* rule: an acceptance wins, unless the row has a vendor id, was cancelled, or was refused */
#define TAKES_ACCEPTANCE(t,v) (row[t].state == PENDING || row[t].state == SENDING || row[t].state == UNKNOWN \
  || row[t].state == EXPIRED || row[t].state == NOT_CREATED)
#endif
inline accept(acceptedRow, permission, vendorOf) {
  if
  :: TAKES_ACCEPTANCE(acceptedRow, permission) -> row[acceptedRow].vendor = vendorOf; change(acceptedRow, RUNNING)
  :: else -> unwritten++; HOLDS(HEARD, unwritten == 0)   /* logged as an error with the vendor id */
  fi
}

inline leave(s, t) {                                 /* the head of the request is written */
  HOLDS(JUDGED, row[t].state != UNKNOWN && row[t].state != EXPIRED && row[t].state != NOT_CREATED);
  HOLDS(DECLINED, row[t].state != CANCELLED && (!failed[t] || row[t].shared));
  wire[s] = TRANSIT; wireRow[s] = t; wireVendor[s] = to; row[t].left = 1
}

#if VENDORS == 2
#define EVERY_VENDOR_TRIED (tried == 3)
#else
#define EVERY_VENDOR_TRIED true
#endif
#ifdef NO_TAKE_BACK              /* mutation: a permission whose write failed is left as it is */
#define AFTER_UNCERTAIN done
#else
#define AFTER_UNCERTAIN takeBack
#endif
#ifdef TAKE_BACK_AT_ONCE         /* mutation: the revocation does not wait for a commit that is still in flight */
#define FLIGHT_OVER(t) true
#else
#define FLIGHT_OVER(t) UNLOCKED(t)
#endif
#ifdef TAKE_BACK_BY_VERSION      /* mutation: compares the version only */
#define OWN_PERMISSION (row[t].state != ABSENT && row[t].version == mine + 1)
#else                           /* rule: only its own permission; after a failover the new one or the one before it */
#define OWN_PERMISSION (row[t].state == SENDING && row[t].holder == s && (row[t].version == mine + 1 || row[t].version == mine))
#endif
#ifdef LOST_IS_UNSENT            /* mutation: a lost answer counts as "not sent" */
#define LOST_ENDS(o) false
#elif defined(FAILOVER_UNKNOWN)  /* mutation: after a lost answer the create goes to the next vendor */
#define LOST_ENDS(o) (o == LOST && EVERY_VENDOR_TRIED)
#else                           /* rule: a lost answer is unknown, and never sent again */
#define LOST_ENDS(o) (o == LOST)
#endif

/* One round over the vendors. `mine` is the version of the permission in row t, `to` its vendor. Enters at gate, takeBack or
 * done. A tracker does nothing else meanwhile, so it does not send a row whose permission it is revoking. */
inline deliver(s, r, t) {
  false;
gate: atomic { !paused[r] -> out = 0; tried = tried | (1 << to);
    if                                               /* rule: the time is checked where the head is written */
#ifdef CLOCK_STOPS               /* mutation: the clock does not count a pause */
    :: true
#else
    :: late[s] -> out = WITHHELD
    :: !late[s]
#endif
      -> if :: !TAME -> out = NOT_SENT                /* DNS, connection refused, TLS, breaker, no slot */
#ifdef GATE_LEFT_OPEN            /* mutation: a guard reports "not sent" but does not close the gate: the create is sent later */
            :: !TAME -> out = NOT_SENT; orphan[t] = 1 + to
#endif
#ifdef TIME_ASKED_ONCE           /* mutation: the time is checked only before the submission to the HTTP client */
            :: goto head
#else
            :: leave(s, t)
#endif
         fi
    fi;
    if :: out != 0 -> sends[s] = 2; goto write :: else -> goto answer fi };
#ifdef TIME_ASKED_ONCE
head: atomic { !paused[r] -> leave(s, t) };
#endif
answer: atomic { !paused[r] && (!TAME || wire[s] != TRANSIT) ->
    if
    :: wire[s] != TRANSIT -> out = wire[s]
    :: !TAME -> out = LOST; answerLost[t] = 1; if :: wire[s] == TRANSIT -> orphan[t] = 1 + wireVendor[s] :: else fi
    :: giveups > 0 && line[t] == 0 && (wire[s] == TRANSIT || wire[s] == ACCEPTED) ->
       giveups--; /* the guard times out, the connection stays open */ out = LOST; line[t] = wire[s]; lineVendor[t] = wireVendor[s]; lineReplica[t] = r
    fi; wire[s] = 0; wireRow[s] = 0; wireVendor[s] = 0; sends[s] = 2 };
write: atomic { STORAGE(r) ->                        /* repeated until it is written */
    if
    :: out == ACCEPTED -> accept(t, mine, to)
    :: out == REFUSES -> if :: WON(t, mine, SENDING) -> change(t, REFUSED) :: else fi
    :: LOST_ENDS(out) -> if :: WON(t, mine, SENDING) -> change(t, UNKNOWN) :: else fi
    :: else -> soft = soft | (out != REFUSES_US);
       if
       :: !EVERY_VENDOR_TRIED && WON(t, mine, SENDING) ->  /* failover */
          if
#ifdef FAILOVER_UNWRITTEN        /* mutation: the next vendor has no permission of its own */
          :: to = 1 - to; sends[s] = 1; goto gate
#else                           /* rule: each vendor needs a permission of its own */
          :: change(t, SENDING); mine = row[t].version; permit(s, t, 1 - to); goto gate
#endif
          :: unsure > 0 && flight == 0 -> uncertain(s, t, 1 - to); goto AFTER_UNCERTAIN
          fi
       :: EVERY_VENDOR_TRIED && WON(t, mine, SENDING) ->
          if :: !soft -> change(t, REFUSED_US)
             :: soft && row[t].rounds + 1 < ROUNDS -> row[t].rounds++; change(t, PENDING)
             :: else -> change(t, EXPIRED)
          fi
       :: else                                       /* another process has changed the row */
       fi
    fi; goto done };
/* A sender whose write of a permission was reported as failed has none. If the permission was written, it is revoked. */
takeBack: atomic { STORAGE(r) && FLIGHT_OVER(t) -> if :: OWN_PERMISSION -> change(t, PENDING) :: else fi };
done: atomic { sends[s] = 0; late[s] = 0; forgetSend() }
}

/* Claims of due rows have no effect in the model: compare-and-set decides. */
#define CAN_WRITE(r, t) (STORAGE(r) && UNLOCKED(t))
#define WORK(i) :: atomic { CAN_WRITE(r, i) && row[i].state == PENDING -> t = i; mine = row[i].version; goto send } \
  :: atomic { CAN_WRITE(r, i) && row[i].state == SENDING && row[i].lapsed -> t = i; mine = row[i].version; goto settle } \
  :: atomic { STORAGE(r) && row[i].state == RUNNING && !keyGone[row[i].vendor] -> change(i, COMPLETED) }
proctype Tracker(byte r) {
  byte t, mine, to, tried, out; bit soft;
end0: do
  :: {
end:  do
      WORK(0)
#if ATTEMPTS > 1
      WORK(1)
#endif
#if ATTEMPTS > 2
      WORK(2)
#endif
#if ATTEMPTS > 3
      WORK(3)
#endif
      od;
settle: atomic { CAN_WRITE(r, t) ->
        if
#ifdef SETTLE_RESENDS            /* mutation: a lapsed `sending` row is sent again */
        :: WON(t, mine, SENDING) -> change(t, PENDING)
#else                           /* rule: a lapsed `sending` row is unknown */
        :: WON(t, mine, SENDING) -> change(t, UNKNOWN)
#endif
        :: else
        fi; forgetSend(); goto end };
send: atomic { CAN_WRITE(r, t) ->
        if
        :: WON(t, mine, PENDING) ->
           if
           :: change(t, SENDING); mine = row[t].version; permit(TRACKER(r), t, 0); goto gate
           :: unsure > 0 && flight == 0 -> uncertain(TRACKER(r), t, 0);
#ifdef TRUST                     /* mutation: an uncertain commit counts as done */
              mine++; to = 0; late[TRACKER(r)] = 0; sends[TRACKER(r)] = 1; goto gate
#else                           /* rule: only an acknowledged write permits a send */
              to = 0; sends[TRACKER(r)] = 2; goto AFTER_UNCERTAIN
#endif
           fi
        :: else -> goto done
        fi };
      deliver(TRACKER(r), r, t);
      goto end
     } unless { atomic { trackerDies[r] -> trackerDies[r] = 0; forgetSend() } }
  od
}
