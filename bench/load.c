// HTTP/1.1 load generator, one thread, epoll. With GET=1 in the environment it sends GETs instead of the create in BODY.
// load <port> <path> <conns> <seconds> <rate>   rate=0: closed loop (saturation); rate>0: open loop with this many requests
// per second on a fixed schedule; the latency is counted from the scheduled time (no coordinated omission).
// With COUNT=n in the environment a closed loop ends after n requests, or after the seconds.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <errno.h>
#include <time.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
typedef struct { int fd; int len; int busy; double t0; char b[32768]; } C;
static double now(){ struct timespec t; clock_gettime(CLOCK_MONOTONIC,&t); return t.tv_sec+t.tv_nsec*1e-9; }
static unsigned *H; // buckets of 1 us, up to 5 s
#define HB 5000000
static long done,err,non2; static char req[8192]; static int rl; static int port;
static void rec(double d){ long u=d*1e6; if(u<0)u=0; if(u>=HB)u=HB-1; H[u]++; }
static int conn(){ int f=socket(AF_INET,SOCK_STREAM,0),on=1; struct sockaddr_in s={.sin_family=AF_INET,.sin_port=htons(port),.sin_addr.s_addr=htonl(INADDR_LOOPBACK)}; if(connect(f,(void*)&s,sizeof s)) return -1; setsockopt(f,IPPROTO_TCP,TCP_NODELAY,&on,4); return f; }
// returns the length of the first complete response, or 0 if it is incomplete
static int full(char*b,int n){ char*e=memmem(b,n,"\r\n\r\n",4); if(!e) return 0; int h=e-b+4; *e=0; char*p=strcasestr(b,"\r\ncontent-length:"); int ch=!!strcasestr(b,"\r\ntransfer-encoding:"); long cl=p?atol(p+17):0; *e='\r';
  if(ch){ int o=h; for(;;){ char*z=memmem(b+o,n-o,"\r\n",2); if(!z) return 0; long s=strtol(b+o,0,16); int no=(z-b)+2+s+2; if(no>n) return 0; o=no; if(s==0) return o; } }
  return h+cl<=n? h+cl:0; }
int main(int a,char**v){ signal(SIGPIPE,SIG_IGN); port=atoi(v[1]); const char*path=v[2]; int nc=atoi(v[3]); double secs=atof(v[4]); double rate=atof(v[5]);
  const char*extra=getenv("HDRS"); if(!extra) extra="";
  const char*body=getenv("BODY"); if(!body) body="{\n  \"model\": \"wan-2.7-image-to-video\",\n  \"generation_type\": \"image-to-video\",\n  \"image_urls\": [\n    \"https://example.com/start.jpg\"\n  ],\n  \"prompt\": \"The camera slowly pushes in as the subject smiles\",\n  \"duration\": 5,\n  \"resolution\": \"1080p\"\n}";
  rl=getenv("GET")?sprintf(req,"GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer test-token-0123456789\r\n%s\r\n",path,port,extra):sprintf(req,"POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer test-token-0123456789\r\nAccept: */*\r\nContent-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n%s",path,port,extra,strlen(body),body);
  H=calloc(HB,sizeof *H); C*cs=calloc(nc,sizeof(C)); int ep=epoll_create1(0); C**freec=malloc(sizeof(C*)*nc); int nf=0;
  for(int i=0;i<nc;i++){ cs[i].fd=conn(); if(cs[i].fd<0){fprintf(stderr,"connect failed\n");return 1;} struct epoll_event e={.events=EPOLLIN,.data.ptr=&cs[i]}; epoll_ctl(ep,EPOLL_CTL_ADD,cs[i].fd,&e); freec[nf++]=&cs[i]; }
  double t0=now(),end=t0+secs; long issued=0; double step=rate>0?1/rate:0;
  // the schedule needs no queue: request k is due at t0+k*step
  struct epoll_event evs[256];
  int tfd=-1; if(rate>0){ tfd=timerfd_create(CLOCK_MONOTONIC,TFD_NONBLOCK); struct epoll_event e={.events=EPOLLIN,.data.ptr=0}; epoll_ctl(ep,EPOLL_CTL_ADD,tfd,&e);} 
  long total=rate>0?(long)(rate*secs):0; int inflight=0; long most=getenv("COUNT")?atol(getenv("COUNT")):0;
  for(;;){ double t=now(); if(rate<=0 ? ((t>=end||(most&&issued>=most))&&(inflight==0||t>end+2)) : (issued>=total&&inflight==0)||t>end+5) break;
    while(nf>0){ double due; if(rate>0){ if(issued>=total) break; due=t0+issued*step; if(due>t){ break; } } else { due=now(); if(due>=end||(most&&issued>=most)) break; }
      C*c=freec[--nf]; c->t0=due; c->busy=1; issued++; inflight++; if(write(c->fd,req,rl)!=rl){ err++; } }
    if(rate>0&&nf>0&&issued<total){ double due=t0+issued*step; struct itimerspec it={0}; it.it_value.tv_sec=(long)due; it.it_value.tv_nsec=(due-(long)due)*1e9; timerfd_settime(tfd,TFD_TIMER_ABSTIME,&it,0);} 
    int n=epoll_wait(ep,evs,256,100);
    for(int i=0;i<n;i++){ C*c=evs[i].data.ptr; if(!c){ unsigned long x; if(read(tfd,&x,8)){} continue; }
      int r=read(c->fd,c->b+c->len,sizeof c->b-1-c->len);
      if(r<=0){ err++; close(c->fd); if(c->busy){inflight--; c->busy=0; freec[nf++]=c;} c->len=0; c->fd=conn(); struct epoll_event e={.events=EPOLLIN,.data.ptr=c}; epoll_ctl(ep,EPOLL_CTL_ADD,c->fd,&e); continue; }
      c->len+=r; c->b[c->len]=0; int u=full(c->b,c->len); if(u>0){ if(strncmp(c->b+9,"2",1)) { if(!non2++) fprintf(stderr,"non-2xx: %.300s\n",c->b);} memmove(c->b,c->b+u,c->len-u); c->len-=u; rec(now()-c->t0); done++; inflight--; c->busy=0; freec[nf++]=c; } }
  }
  double el=now()-t0; long tot=0; for(int i=0;i<HB;i++) tot+=H[i]; double q[]={.5,.9,.99,.999,1}; long val[5]; long acc=0; int qi=0; for(int i=0;i<HB&&qi<5;i++){ acc+=H[i]; while(qi<5&&acc>=q[qi]*tot&&tot){ val[qi++]=i; } }
  printf("{\"done\":%ld,\"err\":%ld,\"non2xx\":%ld,\"secs\":%.3f,\"rps\":%.0f,\"p50_us\":%ld,\"p90_us\":%ld,\"p99_us\":%ld,\"p999_us\":%ld,\"max_us\":%ld}\n",done,err,non2,el,done/el,val[0],val[1],val[2],val[3],val[4]); return 0; }
