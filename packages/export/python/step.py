"""One step of training: the loss of a batch, its gradients, the change of the weights.

On a GPU the step is recorded once as a CUDA graph and replayed, since starting its hundreds of small kernels one by one takes longer
than they do.
"""

import torch


class Step:
    """`step(chosen, drawn, rate)`. `sums` collects the losses and how many images were right; who reads it sets it to 0."""

    def __init__(self, loss_of, net, optimizer, graph):
        device = next(net.parameters()).device
        self.loss_of, self.net, self.optimizer, self.graph = loss_of, net, optimizer, graph
        self.sums = torch.zeros(2, device=device)
        self.rate = torch.zeros((), device=device) if graph else 0.0
        self.batch = self.replay = None

    def __call__(self, chosen, drawn, rate):
        if not self.graph:
            self.set_rate(rate)
            self.run(chosen, drawn)
            return
        if self.batch is None:
            self.batch = chosen.clone(), drawn.clone()
            self.record()
        for kept, given in zip(self.batch, (chosen, drawn)):
            kept.copy_(given)
        self.rate.fill_(rate)
        self.replay()

    def set_rate(self, rate):
        for group in self.optimizer.param_groups:
            group["lr"] = rate

    def run(self, chosen, drawn):
        self.optimizer.zero_grad(set_to_none=True)
        loss, right = self.loss_of(chosen, drawn)
        loss.backward()
        self.optimizer.step()
        self.sums += torch.stack([loss.detach(), right.to(loss.dtype)])

    def record(self):
        """Some steps come first, for what PyTorch sets up at its first ones; what they changed is put back."""
        self.set_rate(self.rate)
        held = [*self.net.state_dict().values(), self.sums]
        before = [tensor.clone() for tensor in held]
        momentum = {parameter: state["momentum_buffer"].clone() for parameter, state in self.optimizer.state.items()}
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self.run(*self.batch)
        torch.cuda.current_stream().wait_stream(side)
        for tensor, value in zip(held, before):
            tensor.copy_(value)
        for parameter, state in self.optimizer.state.items():
            state["momentum_buffer"].copy_(momentum.get(parameter, torch.zeros_like(parameter)))
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self.run(*self.batch)
        self.replay = graph.replay
