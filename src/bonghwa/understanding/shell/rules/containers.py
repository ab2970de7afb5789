"""Containers, orchestration and charts."""

from bonghwa.understanding.shell.rules.model import Operands, reads, table

C = Operands.CONTAINERS

CONTAINERS = table({
    "kubectl oc k3s-kubectl microk8s.kubectl": reads(check="kubectl", style="raw"),
    "k k9s kubectx kubens stern kubeadm kubelet k3s minikube kind rke": reads(check="first_reads", style="raw"),
    "helm": reads(check="helm", style="raw"),
    "docker podman nerdctl": reads(check="docker", style="raw"),
    "docker-compose podman-compose": reads(check="compose", style="raw"),
    "crictl": reads(check="crictl", style="raw"),
    "ctr runc crun buildah skopeo containerd dockerd lxc lxc-attach lxc-ls umoci kaniko buildctl": reads(check="first_reads", style="raw"),
    "istioctl linkerd argocd flux kustomize calicoctl cilium velero": reads(check="first_reads", style="raw"),
})  # fmt: skip
