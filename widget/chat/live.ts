import { effect } from '@preact/signals-core';
import { Component, type ComponentChild } from 'preact';

/**
 * A component that renders again when a signal it read changes. The same as `@preact/signals` does for all components,
 * in a tenth of its size: that package and the hooks it needs would be an eighth of what opening the chat may weigh.
 */
export function live<P extends object>(view: (props: P) => ComponentChild) {
  return class Live extends Component<P> {
    stop: (() => void) | undefined;

    override render(props: P) {
      let shown: ComponentChild;
      let reading = true;
      this.stop?.();
      this.stop = effect(() => {
        if (reading) shown = view(props);
        else this.setState({});
        reading = false;
      });
      return shown;
    }

    override componentWillUnmount() {
      this.stop?.();
    }
  };
}
