using NasCluster.Dashboard.Tests;

// One cluster and one browser for all: starting them takes longer than the tests.
[assembly: AssemblyFixture(typeof(Site))]
[assembly: AssemblyFixture(typeof(Browser))]
