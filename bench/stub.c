// Minimal HTTP/1.1 stub upstream: epoll, one thread, keep-alive. Each create gets its own id.
// Usage: stub <port>
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#define BUF 65536
typedef struct { int fd; int len; char b[BUF]; } C;
static const char *JSON="{\"created\":1757165031,\"id\":\"task-unified-1757165031-uyujaw3d\",\"model\":\"wan-2.7-image-to-video\",\"object\":\"video.generation.task\",\"progress\":0,\"status\":\"pending\",\"task_info\":{\"can_cancel\":true,\"estimated_time\":45},\"type\":\"video\"}";
static char resp[4096]; static int rlen;
// returns the number of bytes of the first complete request, or 0 if it is incomplete
static int one(char*b,int n){
  char*e=memmem(b,n,"\r\n\r\n",4); if(!e) return 0;
  int h=e-b+4; char sv=*e; *e=0; long cl=0; int chunked=0;
  char*p=strcasestr(b,"\r\ncontent-length:"); if(p) cl=atol(p+17);
  if(strcasestr(b,"\r\ntransfer-encoding: chunked")) chunked=1;
  *e=sv;
  if(chunked){ char*z; int o=h; for(;;){ z=memmem(b+o,n-o,"\r\n",2); if(!z) return 0; long s=strtol(b+o,0,16); int no=(z-b)+2+s+2; if(no>n) return 0; o=no; if(s==0) return o; } }
  if(h+cl<=n) return h+cl; return 0;
}
int main(int a,char**v){ signal(SIGPIPE,SIG_IGN); int port=atoi(v[1]);
  rlen=sprintf(resp,"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",strlen(JSON),JSON);
  int l=socket(AF_INET,SOCK_STREAM|SOCK_NONBLOCK,0),on=1; setsockopt(l,SOL_SOCKET,SO_REUSEADDR,&on,4);
  struct sockaddr_in s={.sin_family=AF_INET,.sin_port=htons(port),.sin_addr.s_addr=htonl(INADDR_LOOPBACK)};
  if(bind(l,(void*)&s,sizeof s)||listen(l,1024)){perror("bind");return 1;}
  int ep=epoll_create1(0); struct epoll_event ev={.events=EPOLLIN,.data.ptr=0},evs[256]; epoll_ctl(ep,EPOLL_CTL_ADD,l,&ev);
  for(;;){ int n=epoll_wait(ep,evs,256,-1);
    for(int i=0;i<n;i++){ C*c=evs[i].data.ptr;
      if(!c){ int f; while((f=accept4(l,0,0,SOCK_NONBLOCK))>=0){ setsockopt(f,IPPROTO_TCP,TCP_NODELAY,&on,4); C*k=malloc(sizeof(C)); k->fd=f;k->len=0; struct epoll_event e2={.events=EPOLLIN,.data.ptr=k}; epoll_ctl(ep,EPOLL_CTL_ADD,f,&e2);} continue; }
      int r=read(c->fd,c->b+c->len,BUF-1-c->len);
      if(r<=0){ if(r<0&&errno==EAGAIN) continue; close(c->fd); free(c); continue; }
      c->len+=r; c->b[c->len]=0; int u; while(c->len&&(u=one(c->b,c->len))>0){ memmove(c->b,c->b+u,c->len-u); c->len-=u; { static long id=0; char*q=strstr(resp,"uyujaw3d"); static char*at; if(!at) at=q; char t[9]; sprintf(t,"%08lx",++id&0xffffffff); memcpy(at,t,8); } if(write(c->fd,resp,rlen)!=rlen){} }
    } }
}
