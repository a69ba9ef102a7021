using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace NasCluster.Client.Tests;

public sealed class RetryFilterTests
{
    private readonly ClientLife _life = new();
    private readonly FakeTimeProvider _clock = new() { AutoAdvanceAmount = TimeSpan.Zero };

    [Fact]
    public async Task Invoke_LossThatPasses_IsNotSeen()
    {
        var call = new Call("GetResultAsync", losses: 3);

        await RunAsync(new RetryFilter(TimeSpan.FromSeconds(60), _clock, _life).Invoke(call));

        Assert.Equal(4, call.Count);
    }

    [Fact]
    public async Task Invoke_LossThatStays_IsToldAfterThePatience()
    {
        var call = new Call("GetResultAsync", losses: int.MaxValue);

        var told = await Assert.ThrowsAsync<NasConnectionException>(() =>
            RunAsync(new RetryFilter(TimeSpan.FromSeconds(5), _clock, _life).Invoke(call))
        );

        Assert.IsType<SiloUnavailableException>(told.InnerException);
        Assert.InRange(call.Count, 5, 12);
    }

    [Fact]
    public async Task Invoke_ChangeOfState_IsTriedOnce()
    {
        var call = new Call("ChangeStateAsync", losses: 1);

        await Assert.ThrowsAsync<NasConnectionException>(() =>
            new RetryFilter(TimeSpan.FromSeconds(60), _clock, _life).Invoke(call)
        );

        Assert.Equal(1, call.Count);
    }

    [Fact]
    public async Task Invoke_FaultOfTheCall_PassesThrough()
    {
        var call = new Call("GetResultAsync", losses: 1, new InvalidOperationException("no"));

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new RetryFilter(TimeSpan.FromSeconds(60), _clock, _life).Invoke(call)
        );
    }

    [Fact]
    public async Task Invoke_ClientDisposed_IsToldAtOnce()
    {
        var call = new Call("GetResultAsync", losses: int.MaxValue);
        var waiting = new RetryFilter(TimeSpan.FromSeconds(60), _clock, _life).Invoke(call);
        _life.End();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => RunAsync(waiting));
        await Assert.ThrowsAsync<ObjectDisposedException>(() =>
            new RetryFilter(TimeSpan.FromSeconds(60), _clock, _life).Invoke(call)
        );
        Assert.Equal(2, call.Count);
    }

    private async Task RunAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await work;
    }

    private sealed class Call(string method, int losses, Exception? fault = null) : IOutgoingGrainCallContext
    {
        public int Count { get; private set; }

        public string MethodName => method;

        public string InterfaceName => "I";

        public System.Reflection.MethodInfo InterfaceMethod => throw new NotSupportedException();

        public GrainInterfaceType InterfaceType => default;

        public Orleans.Serialization.Invocation.IInvokable Request => null!;

        public object Grain => this;

        public object? Result { get; set; }

        public Orleans.Serialization.Invocation.Response? Response { get; set; }

        public GrainId? SourceId => null;

        public GrainId TargetId => default;

        public IGrainContext? SourceContext => null;

        public Task Invoke() =>
            ++Count <= losses ? Task.FromException(fault ?? new SiloUnavailableException("gone")) : Task.CompletedTask;
    }
}
