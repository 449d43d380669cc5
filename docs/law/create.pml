/* The intent: a create is detected as a retry or opened as new; the withdrawal of an uncertain insert; the mark of an answer. */

#define MAY_BE_BILLED(i) (row[i].state == PENDING || row[i].state == SENDING || row[i].state == RUNNING \
  || row[i].state == UNKNOWN || row[i].state == COMPLETED)
#define ANSWER_GONE(i) (row[i].reply == GONE || (row[i].reply == OPEN && silent[row[i].replyReplica]))
/* A retry that found no earlier create was opened as new: its first try may still arrive. */
#define AWAITS_FIRST(i) (row[i].state != ABSENT && !row[i].unconfirmed && (row[i].served & 1) == 0)

#ifdef GONE_IS_TAKEN             /* mutation: a create without a key is accepted and matched although its caller has hung up */
#define NOT_TAKEN(a) false
#define TAKEN(a) true
#else
/* Rule: a create without a key whose connection closed before its intent is written is not accepted and is not matched to an
 * earlier create. For clients that count, the model also lets the hang-up be seen too late; for clients that send neither key
 * nor count, the promise does not cover that case. */
#define NOT_TAKEN(a) (MODE != KEY && client[a] == HUNG_UP)
#define TAKEN(a) (MODE != PLAIN || client[a] != HUNG_UP)
#endif
#ifdef NO_SECOND_LOOK            /* mutation: a create is new at once although another replica is answering an equal create */
#define LOOKED_AGAIN(a) true
#else
/* Rule: the detection runs again when a hang-up can be seen. Assumption NOTED: by then an earlier hang-up is noted. */
#define LOOKED_AGAIN(a) (MODE != PLAIN || RETRY(a) == 0 || !(client[a-1] == HUNG_UP && opened[a-1] && !noted[a-1]))
#endif
#ifdef MERGES                    /* mutation: an equal create is matched to one that was answered */
#define COUNTS(a,i) true
#else                           /* rule: only an n-th retry, and only to a create that has not served an n-th retry */
#define COUNTS(a,i) (MODE == COUNT && RETRY(a) > 0 && (row[i].served >> RETRY(a) & 1) == 0)
#endif

inline insert(a) {
  row[a].state = SENDING; row[a].replyReplica = (MODE == KEY -> 0 : at[a]);
  row[a].served = (MODE == COUNT && RETRY(a) > 0 -> 1 << RETRY(a) : (MODE == COUNT))
}

#ifdef NO_WITHDRAWAL             /* mutation: an uncertain insert is left as it is */
#define WITHDRAW(a,r) skip
#else                           /* rule: it is withdrawn before the lane does any other work */
#define WITHDRAW(a,r) doubt[r] = (a) + 1
#endif
#ifdef LATE_STAYS                /* mutation: the decision on a late first try fails, and its row stays */
#define AFTER_NO_DECISION done
#else                           /* rule: the row is withdrawn */
#define AFTER_NO_DECISION withdraw
#endif
#ifdef TOLD_UNCONFIRMED          /* mutation: its caller may be answered before that decision */
#define TELL_LATE(a) opened[a] = 1
#else
#define TELL_LATE(a) skip
#endif
#ifdef LATE_IS_SENT              /* mutation: a late first try is sent as if its retry had not been opened */
#define LATE false
#else
#define LATE lateTry
#endif

/* The withdrawal has two statements. In read committed, a retry may commit between them and be assigned the row. */
inline removeUnlessGiven(a) { if :: UNCHANGED(a, 0, SENDING) && row[a].replyNo == 0 -> remove(a) :: else fi }
inline sendIfGiven(a) { if :: UNCHANGED(a, 0, SENDING) && row[a].replyNo > 0 -> change(a, PENDING) :: else fi }

/* The server's side of one HTTP create. A hang-up does not end it. One transaction detects a retry and inserts the row; it
 * waits for transactions of equal creates (by a lock on their fingerprint, or by the unique key). */
proctype Attempt(byte a) {
  byte t, mine, to, tried, out, i, r; bit soft, lateTry;
end2: client[a] != 0 -> r = at[a];
  {
    atomic { STORAGE(r) && READ(a) && LOOKED_AGAIN(a) && flight == 0 -> t = NOBODY;
      do                         /* the best earlier create: first one with a lost answer, then one being answered, then any */
      :: i < ATTEMPTS ->
         if
         :: MODE == KEY && REQUEST(i) == REQUEST(a) && row[i].state != ABSENT && row[i].state != REFUSED_US -> t = i
         :: MODE != KEY && MAY_BE_BILLED(i) && !row[i].unconfirmed && (ANSWER_GONE(i) || COUNTS(a, i)) &&
            (t == NOBODY || (ANSWER_GONE(i) && !ANSWER_GONE(t)) || (row[i].reply == OPEN && row[t].reply == ARRIVED)) -> t = i
         :: else
         fi;
         if :: MODE == COUNT && RETRY(a) == 0 && AWAITS_FIRST(i) -> lateTry = 1 :: else fi;
         i++
      :: else -> i = 0; break
      od;
#ifdef REPEATABLE_READ           /* mutation: it does not see the commits during its wait for the lock */
    }
    atomic { STORAGE(r) && flight == 0 ->
#endif
      if
      :: NOT_TAKEN(a) -> goto done
      :: TAKEN(a) && t != NOBODY -> row[t].replyNo++; row[t].shared = 1;
         if :: MODE != KEY -> row[t].reply = OPEN; row[t].replyReplica = r :: else fi;
         if :: MODE == COUNT && RETRY(a) > 0 -> row[t].served = row[t].served | (1 << RETRY(a)) :: else fi;
         opened[a] = 1; tells[a] = t; number[a] = row[t].replyNo; goto done
      :: TAKEN(a) && t == NOBODY -> t = a; row[a].unconfirmed = LATE;
         if
         :: insert(a); permit(a, a, 0); tells[a] = a;
            if :: LATE -> TELL_LATE(a); goto decide :: else -> opened[a] = 1; goto gate fi
         :: INSERT_MAY_FAIL && unsure > 0 -> uncertain(a, a, 0);
#ifdef TRUST
            tells[a] = a; opened[a] = 1; to = 0; sends[a] = 1; goto gate
#elif defined(TOLD_UNWRITTEN)    /* mutation: its caller gets a task that may not be written */
            tells[a] = a; opened[a] = 1; WITHDRAW(a, r); goto done
#else                           /* rule: its caller gets a 503, and nothing is sent */
            failed[a] = 1; WITHDRAW(a, r); goto done
#endif
         fi
      fi };
/* Rule: a late first try waits until a hang-up can be seen. If its caller has hung up, its row is deleted, else it is
 * confirmed. Its caller is answered only after that. If the commit of this decision fails, the row is withdrawn. */
decide: atomic { STORAGE(r) && flight == 0 ->
      do :: i < ATTEMPTS && !AWAITS_FIRST(i) -> i++ :: else -> break od;
      if
      :: unsure > 0 -> unsure--; failed[a] = 1; sends[a] = 2; i = 0;
         if :: client[a] != HUNG_UP -> row[a].unconfirmed = 0 :: skip fi; goto AFTER_NO_DECISION
      :: client[a] == HUNG_UP && i < ATTEMPTS -> row[i].served = row[i].served | 1; i = 0; remove(a); goto done
      :: !(client[a] == HUNG_UP && i < ATTEMPTS) -> i = 0; row[a].unconfirmed = 0; opened[a] = 1; goto gate
      fi };
withdraw: atomic { STORAGE(r) -> removeUnlessGiven(a) };
    atomic { STORAGE(r) -> sendIfGiven(a); goto done };
    deliver(a, r, t);
    over[a] = 1; lateTry = 0;
end1: false
  } unless { atomic { dead[a] -> forgetSend(); r = 0; i = 0; lateTry = 0 } };
end: false
}

#ifdef WITHDRAW_AT_ONCE          /* mutation: it does not wait for an insert that is still in flight */
#define INSERT_OVER true
#else
#define INSERT_OVER (flight != doubt[r])
#endif
proctype Lane(byte r) {
end: do
  :: atomic { !paused[r] && doubt[r] > 0 && doubt[r] <= ATTEMPTS && INSERT_OVER ->
#ifdef SEND_BEFORE_REMOVE        /* mutation: the opposite order */
       sendIfGiven(doubt[r] - 1);
#else                           /* rule: first remove */
       removeUnlessGiven(doubt[r] - 1);
#endif
       doubt[r] = doubt[r] + ATTEMPTS }
  :: atomic { !paused[r] && doubt[r] > ATTEMPTS ->
#ifdef SEND_BEFORE_REMOVE
       removeUnlessGiven(doubt[r] - ATTEMPTS - 1);
#else
       sendIfGiven(doubt[r] - ATTEMPTS - 1);
#endif
       doubt[r] = 0 }
  od
}

/* The mark of an answer: the answer was sent, or its client hung up. Only the newest answer counts. A crash loses it. */
proctype Mark(byte a) {
end: atomic { MODE != KEY && (noted[a] || (STORAGE(at[a]) && opened[a] && (client[a] == ANSWERED || client[a] == HUNG_UP))) ->
    if :: !noted[a] && row[tells[a]].state != ABSENT && row[tells[a]].replyNo == number[a] ->
          row[tells[a]].reply = (client[a] == ANSWERED -> ARRIVED : GONE)
       :: else
    fi;
    noted[a] = 1 };
end2: false
}
